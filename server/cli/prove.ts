// `prove`: runs a handler through every schedule within the bound, or through the one of a token, and prints the verdict.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { z } from "zod";
import { invariants } from "../../content/schema/invariants/all.ts";
import { count } from "../../content/schema/invariants/judgement.ts";
import { listScenarios, loadScenario } from "../catalog/scenarios.ts";
import type { InvariantId } from "../contract/invariants.ts";
import type { InvariantVerdict, Verdict } from "../contract/proof.ts";
import { SchemeId, Submission } from "../contract/session.ts";
import { readToken, TokenError } from "../exploration/token.ts";
import type { Prove } from "../grading/types.ts";
import { detectTier } from "../sandbox/sandbox.ts";
import { readInteger, readOptions, UsageError } from "./arguments.ts";
import { openCell, runnableTier } from "./cell.ts";
import { asJunit, writeReport } from "./junit.ts";
import { afterStep, beforeMessage } from "./places.ts";

const options = {
  scenario: { type: "string", default: "payments" },
  scheme: { type: "string", default: "standard-v1" },
  seed: { type: "string", default: "1" },
  reproduce: { type: "string" },
  json: { type: "boolean", default: false },
  junit: { type: "string" },
} as const;

/**
 * @returns 0 when every invariant holds, 1 when one is broken, 2 when there is no verdict: also when the schedule of a
 * token shows nothing about this code
 * @throws UsageError for files that cannot be read, and for an unknown scenario, scheme or token
 */
export async function prove(args: readonly string[], root: string): Promise<number> {
  const { values, positionals } = readOptions(args, options);
  const request = {
    submission: readSubmission(positionals),
    ...readChoices(values, root),
    seed: readInteger(values.seed, "seed", { min: 0, max: Number.MAX_SAFE_INTEGER }),
    ...(values.reproduce !== undefined && { reproduce: values.reproduce }),
  };
  const about = values.reproduce === undefined ? null : invariantOf(values.reproduce);
  const tier = await detectTier();
  const runnable = runnableTier(tier);
  if (runnable === null) throw new UsageError(`No code is run on this machine. ${tier.explanation}`);
  const scenarios = new Map(listScenarios(root).map((id) => [id, loadScenario(root, id)]));
  const onOurFault = (error: unknown) => console.error("Our fault:", error);
  const cell = await openCell({ tier: runnable, scenarios, onOurFault });
  try {
    const verdict = await toVerdict(cell.prove, request);
    console.log(values.json ? JSON.stringify(verdict) : describeVerdict(verdict, about));
    if (values.junit !== undefined) writeReport(values.junit, asJunit(verdict));
    return { pass: 0, fail: 1, error: 2 }[verdict.verdict];
  } finally {
    await cell.close();
  }
}

function readSubmission(paths: readonly string[]): Submission {
  if (paths.length === 0)
    throw new UsageError("prove takes the handler's files: handler.ts and what it imports.");
  const files: Record<string, string> = {};
  for (const path of paths) {
    // One file alone may have any name; of several, one is called handler.
    const name = paths.length === 1 ? `handler.${path.endsWith("js") ? "js" : "ts"}` : basename(path);
    if (name in files)
      throw new UsageError(`Two files are called ${name}. A receiver's files lie in one folder.`);
    try {
      files[name] = readFileSync(path, "utf8");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UsageError(`${path} could not be read (${reason}).`);
    }
  }
  const read = Submission.safeParse({ files });
  if (read.success) return read.data;
  throw new UsageError(read.error.issues.map(tellIssue).join(" "));
}

/** Names the file that it is about; what is wrong with a name itself lies one level deeper. */
function tellIssue(issue: z.core.$ZodIssue): string {
  const [, file] = issue.path;
  const message = issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return file === undefined ? message : `${String(file)}: ${message}`;
}

function readChoices(values: { readonly scenario: string; readonly scheme: string }, root: string) {
  const known = listScenarios(root);
  if (!known.includes(values.scenario)) {
    throw new UsageError(`There is no scenario "${values.scenario}". Scenarios: ${known.join(", ")}`);
  }
  const scheme = SchemeId.safeParse(values.scheme);
  if (scheme.success) return { scenario: values.scenario, scheme: scheme.data };
  throw new UsageError(`There is no scheme "${values.scheme}". Schemes: ${SchemeId.options.join(", ")}`);
}

/** What the schedule of a token is said to break. @throws UsageError */
function invariantOf(token: string): InvariantId {
  try {
    return readToken(token).invariant;
  } catch (error) {
    if (error instanceof TokenError) throw new UsageError(error.message);
    throw error;
  }
}

/** Tells on standard error what goes on, where somebody watches. */
async function toVerdict(run: Prove, request: Parameters<Prove>[0]): Promise<Verdict> {
  let verdict: Verdict | null = null;
  const watched = process.stderr.isTTY;
  await run(
    request,
    (event) => {
      if (event.type === "verdict") verdict = event.verdict;
      if (!watched || event.type !== "progress") return;
      const found = event.broken.length === 0 ? "" : `, broken: ${event.broken.join(", ")}`;
      process.stderr.write(`\r\u001b[K${event.schedules} schedules, now ${event.family}${found}`);
    },
    new AbortController().signal,
  );
  if (watched) process.stderr.write("\r\u001b[K");
  if (verdict === null) throw new Error("The proof ended without a verdict.");
  return verdict;
}

const marks = { held: "✓", broken: "✕", "not-checked": "–" } as const;

/**
 * The verdict as a person reads it: the outcome first, then each invariant, the broken ones with their timeline.
 * @param reproduced what the one schedule is said to break, when it was that of a token
 */
export function describeVerdict(verdict: Verdict, reproduced: InvariantId | null = null): string {
  const { invariants: all, error, explored, notes } = verdict;
  if (error !== undefined) return describeError(error);
  return [
    ...(reproduced === null ? describeSearch(verdict) : describeReproduction(verdict, reproduced)),
    ...explored.families.filter(({ note }) => note !== undefined).map(({ id, note }) => `  ${id}: ${note}`),
    ...notes.map((note) => `  ${note}`),
    "",
    ...all.map(describeInvariant),
  ].join("\n");
}

function describeSearch({ verdict, explored, invariants: all }: Verdict): string[] {
  const { schedules, crashPoints, forgeries, complete, durationMs } = explored;
  const broken = all.filter((one) => one.verdict === "broken");
  const played = [
    count(schedules, "schedule", "schedules"),
    count(crashPoints, "crash", "crashes"),
    count(forgeries, "forgery", "forgeries"),
  ];
  const bound = complete ? "the bound was exhausted" : "the bound was not exhausted";
  return [
    verdict === "pass" ? "Holds." : `Breaks ${broken.length} of ${all.length} invariants.`,
    `${played.join(", ")}; ${bound} (${(durationMs / 1000).toFixed(1)} s).`,
  ];
}

/** One schedule says nothing about all others. */
function describeReproduction({ explored, invariants: all }: Verdict, id: InvariantId): string[] {
  const others = all.filter((one) => one.verdict === "broken" && one.id !== id).length;
  const own = all.find((one) => one.id === id)?.verdict ?? "not-checked";
  const also = others === 0 ? "" : ` It breaks ${count(others, "other invariant", "other invariants")}.`;
  return [
    `${reproductionWords[own]}: ${invariants[id].title}.${also}`,
    `Only this one was played (${(explored.durationMs / 1000).toFixed(1)} s); without --reproduce all within the bound are.`,
  ];
}

const reproductionWords = {
  broken: "This schedule breaks it still",
  held: "This schedule does not break it any more",
  "not-checked": "This schedule is no test of it any more",
} as const;

function describeInvariant({
  id,
  verdict,
  summary,
  why,
  look,
  counterexample,
  checked,
  broken,
}: InvariantVerdict) {
  const tested = verdict === "broken" ? `${broken} of ${checked}` : String(checked);
  const line = `${marks[verdict]} ${invariants[id].title.padEnd(26)} ${tested.padStart(10)}${summary === undefined ? "" : `  ${summary}`}`;
  if (counterexample === undefined) return line;
  const { steps, token } = counterexample;
  const told = steps.map(({ atMs, actor, what, place }, index) => {
    return `    ${String(index + 1).padStart(2)}  ${inTime(atMs).padStart(9)}  ${actor.padEnd(8)}  ${what}${afterStep(place)}`;
  });
  return [line, ...told, `    Why: ${why}`, `    Look: ${look}`, `    Again: --reproduce ${token}`, ""].join(
    "\n",
  );
}

function describeError(error: NonNullable<Verdict["error"]>): string {
  if (error.fault === "schedule") return `No verdict. ${error.message} Leave out --reproduce for that.`;
  if (error.fault !== "start") return `No verdict. ${error.message}`;
  const { stage, message, place } = error.problem;
  return `No verdict: the handler did not ${stage}.\n${beforeMessage(place)}${message}`;
}

function inTime(ms: number): string {
  if (ms < 10_000) return `${ms} ms`;
  return ms < 3_600_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 3_600_000).toFixed(1)} h`;
}
