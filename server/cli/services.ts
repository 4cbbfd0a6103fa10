// Builds what the web server offers out of its parts: sandbox, scenarios, live sessions, questions and progress.
import { availableParallelism } from "node:os";
import type { ContentProblem } from "../../content/schema/problem.ts";
import { createFollow } from "../catalog/follow.ts";
import { type ReadLabs, readLabs } from "../catalog/labs.ts";
import { listScenarios, loadScenario, type Scenario } from "../catalog/scenarios.ts";
import type { SandboxTier } from "../contract/session.ts";
import { createLiveSession } from "../exploration/live-session.ts";
import type { ParsedStartSession } from "../exploration/types.ts";
import type { Prove } from "../grading/types.ts";
import type { ApiOptions } from "../http/app.ts";
import { HttpProblem } from "../http/problems.ts";
import { ProofRegistry } from "../http/proof-registry.ts";
import { SessionRegistry } from "../http/session-registry.ts";
import type { Endpoint } from "../interview/model-grader/ask.ts";
import { createLabBench } from "../labs/lab-bench.ts";
import { openProgressStore } from "../progress/store.ts";
import { detectTier } from "../sandbox/sandbox.ts";
import { type Cell, openCell, runnableTier } from "./cell.ts";
import { createInterviewServices } from "./interview-services.ts";

/** A lesson has several workbenches; each session holds two processes of about 50 MB. */
const SESSION_LIMIT = Math.max(8, availableParallelism() * 2);
/** A proof keeps a processor busy; two, so that a twin run plays both handlers at once. */
const PROOF_LIMITS = { atOnce: Math.max(2, Math.floor(availableParallelism() / 2)), inLine: 32 };

type Offered =
  | ("sessions" | "proofs" | "scenarioIds" | "labs")
  | ("progress" | "standing" | "questions" | "designs" | "modelGrader" | "review" | "interviewRoles");

export interface Services extends Pick<ApiOptions, Offered> {
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
  /** Content is being written: it is read anew when it has changed, and its faults are told. */
  isDevelopment?: boolean;
  /** Takes the place of the real one, in tests. */
  prove?: Prove;
}): Promise<Services> {
  const { root, onOurFault, isDevelopment = false } = options;
  const progress = openProgressStore(options.dataDirectory);
  const follow = createFollow(root, isDevelopment);
  const tier = await detectTier();
  const scenarios = new Map(listScenarios(root).map((id) => [id, loadScenario(root, id)]));
  const runnable = runnableTier(tier);
  const cell = runnable === null ? null : await openCell({ tier: runnable, scenarios, onOurFault });
  const onFaults = isDevelopment ? tellAuthor : () => {};
  const openedCell = () => {
    if (cell === null) throw cannotRun(tier);
    return cell;
  };
  const sessions = new SessionRegistry((id, request, liveUrl) => {
    const scenario = scenarios.get(request.scenario);
    if (!scenario) throw new RangeError(`The routes let the unknown scenario ${request.scenario} pass.`);
    return openSession({ id, request, liveUrl, scenario, cell: openedCell(), onOurFault });
  }, SESSION_LIMIT);
  const prover = () => {
    const { prove } = openedCell();
    return options.prove ?? prove;
  };
  const proofs = new ProofRegistry(prover, PROOF_LIMITS, onOurFault);
  const labs = follow(["labs", "library"], () => {
    const { parts } = openedCell();
    const read = readLabs(root);
    onFaults(read.problems);
    return createLabBench({ units: soundLabs(read), prover: parts, prove: prover() });
  });

  const graderEndpoint = options.graderEndpoint ?? null;
  const { readNow, ...interview } = createInterviewServices({
    ...{ root, follow, progress, graderEndpoint, onFaults },
  });
  // Whoever has waited for the services comes first.
  setImmediate(readNow);

  return {
    tier,
    sessions,
    proofs,
    scenarioIds: [...scenarios.keys()],
    labs,
    progress,
    ...interview,
    async close() {
      await Promise.all([sessions.closeAll(), proofs.closeAll()]);
      await cell?.close();
      progress.close();
    },
  };
}

function tellAuthor(problems: readonly ContentProblem[]) {
  for (const { unit, rule, remedy } of problems) console.error(`${unit}: ${rule} ${remedy}`);
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
