// Builds what the web server offers out of its parts: sandbox, scenarios, live sessions, questions and progress.
import { availableParallelism } from "node:os";
import { readDesigns } from "../catalog/designs.ts";
import { readInterviewRoles } from "../catalog/interview-roles.ts";
import { type ReadLabs, readLabs } from "../catalog/labs.ts";
import { readQuestions } from "../catalog/questions.ts";
import { readRecallCards } from "../catalog/recall-cards.ts";
import { listScenarios, loadScenario, type Scenario } from "../catalog/scenarios.ts";
import type { SandboxTier } from "../contract/session.ts";
import { createLiveSession } from "../exploration/live-session.ts";
import type { ParsedStartSession } from "../exploration/types.ts";
import type { Prove } from "../grading/types.ts";
import type { AppOptions } from "../http/app.ts";
import { HttpProblem } from "../http/problems.ts";
import { ProofRegistry } from "../http/proof-registry.ts";
import { SessionRegistry } from "../http/session-registry.ts";
import { createDesignBank } from "../interview/design-bank.ts";
import type { Endpoint } from "../interview/model-grader/ask.ts";
import { createModelGrader } from "../interview/model-grader/model-grader.ts";
import { createQuestionBank } from "../interview/question-bank.ts";
import { createLabBench, type LabBench } from "../labs/lab-bench.ts";
import { createReviewDesk, facesOf } from "../progress/review-desk.ts";
import { standingOf } from "../progress/standing.ts";
import { openProgressStore } from "../progress/store.ts";
import { detectTier } from "../sandbox/sandbox.ts";
import { type Cell, openCell, runnableTier } from "./cell.ts";

/** A lesson has several workbenches; each session holds two processes of about 50 MB. */
const SESSION_LIMIT = Math.max(8, availableParallelism() * 2);
/** A proof keeps a processor busy; two, so that a twin run plays both handlers at once. */
const PROOF_LIMITS = { atOnce: Math.max(2, Math.floor(availableParallelism() / 2)), inLine: 32 };

type Offered =
  | ("sessions" | "proofs" | "scenarioIds" | "labs")
  | ("progress" | "standing" | "questions" | "designs" | "modelGrader" | "review" | "interviewRoles");

export interface Services extends Pick<AppOptions, Offered> {
  readonly tier: SandboxTier;
  close(): Promise<void>;
}

/** A spare receiver and a spare database wait ready, so that Run answers at once. */
export async function createServices(options: {
  root: string;
  dataDirectory: string;
  onOurFault(error: unknown): void;
  /** Who gives second opinions; null when nobody does. */
  graderEndpoint?: Endpoint | null;
  /** Takes the place of the real one, in tests. */
  prove?: Prove;
}): Promise<Services> {
  const { root, onOurFault } = options;
  const progress = openProgressStore(options.dataDirectory);
  const detecting = detectTier();
  // Read while the canaries are on their way. Only questions and designs without a fault are asked; `content` names others.
  const { questions } = readQuestions(root);
  const designs = createDesignBank(readDesigns(root).units);
  const recallCards = readRecallCards(root);
  const tier = await detecting;
  const scenarios = new Map(listScenarios(root).map((id) => [id, loadScenario(root, id)]));
  const runnable = runnableTier(tier);
  const cell = runnable === null ? null : await openCell({ tier: runnable, scenarios, onOurFault });
  const sessions = new SessionRegistry((id, request, liveUrl) => {
    if (cell === null) throw cannotRun(tier);
    const scenario = scenarios.get(request.scenario);
    if (!scenario) throw new RangeError(`The routes let the unknown scenario ${request.scenario} pass.`);
    return openSession({ id, request, liveUrl, scenario, cell, onOurFault });
  }, SESSION_LIMIT);
  const prover = () => {
    if (cell === null) throw cannotRun(tier);
    return options.prove ?? cell.prove;
  };
  let labs: LabBench | null = null;
  const proofs = new ProofRegistry(prover, PROOF_LIMITS, onOurFault);
  const bank = createQuestionBank(questions, designs);

  return {
    tier,
    sessions,
    proofs,
    scenarioIds: [...scenarios.keys()],
    labs() {
      if (cell === null) throw cannotRun(tier);
      labs ??= createLabBench({
        units: soundLabs(readLabs(root)),
        prover: cell.parts,
        prove: options.prove ?? cell.prove,
      });
      return labs;
    },
    progress,
    standing: (attempts) => standingOf(attempts, questions),
    questions: bank,
    modelGrader: options.graderEndpoint ? createModelGrader(options.graderEndpoint, questions) : null,
    interviewRoles: readInterviewRoles(root).roles,
    review: createReviewDesk(progress, facesOf(recallCards, bank.list())),
    designs,
    async close() {
      await Promise.all([sessions.closeAll(), proofs.closeAll()]);
      await cell?.close();
      progress.close();
    },
  };
}

/** What has a fault is named by `hookproof content`, and not offered. */
function soundLabs({ units, problems }: ReadLabs) {
  const faulty = problems.map(({ unit }) => unit.split("/").slice(0, 3).join("/"));
  return units.filter(({ lab }) => !faulty.includes(`content/labs/${lab.id}`));
}

function openSession(parts: {
  id: string;
  request: ParsedStartSession;
  liveUrl: string;
  scenario: Scenario;
  cell: Cell;
  onOurFault(error: unknown): void;
}) {
  const { cell, scenario, ...rest } = parts;
  return createLiveSession({
    ...{ ...rest, scenario },
    sandbox: cell.sandbox,
    openShop: cell.openShop(scenario),
  });
}

function cannotRun(tier: SandboxTier): HttpProblem {
  return new HttpProblem(501, "No sandbox", {
    detail: tier.explanation,
    remedy: "Lessons, predictions and the interview work without it.",
  });
}
