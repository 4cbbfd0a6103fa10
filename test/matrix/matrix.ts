// `npm run matrix`: proves every receiver under test/receivers and prints which invariants each one breaks.
import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { loadScenario } from "../../server/catalog/scenarios.ts";
import { openCell, runnableTier } from "../../server/cli/cell.ts";
import { inThreads } from "../../server/cli/threads.ts";
import { InvariantId } from "../../server/contract/invariants.ts";
import type { Verdict } from "../../server/contract/proof.ts";
import { detectTier } from "../../server/sandbox/sandbox.ts";
import { median } from "../bench/rounds.ts";
import { needlessActions } from "./minimal.ts";
import { brokenIn, bytesOf, type Proved, proveOnce } from "./prove-once.ts";
import type { MatrixTask } from "./proving-thread.ts";
import { correctReceivers, defects, type TestReceiver } from "./receivers.ts";

const usage = `npm run matrix -- [names of receivers] [--repeat N] [--seeds N] [--from-seed S] [--minimal]

  --repeat N   prove everything N more times with the same seed: each verdict must be the same, byte for byte
  --seeds N    prove everything with N other seeds, from S on (default 2): the same invariants must be broken
  --minimal    leave out each action of each counterexample in turn: the failure must be gone
`;

const { positionals: only, values } = readArguments();
const [repeats, seeds, firstSeed] = [countOf("repeat", 0), countOf("seeds", 0), countOf("from-seed", 2)];
const root = `${import.meta.dirname}/../..`;
const tier = runnableTier(await detectTier());
if (tier === null) throw new Error("No code is run on this machine.");
const scenarios = new Map([["payments", loadScenario(root, "payments")]]);
const cell = await openCell({ tier, scenarios, onOurFault: console.error });

const all = [...correctReceivers(), ...defects()];
const receivers = all.filter(({ name }) => only.length === 0 || only.includes(name));
const unknown = only.filter((name) => !all.some((receiver) => receiver.name === name));
if (unknown.length > 0) throw new Error(`There is no receiver ${unknown.join(", ")} in test/receivers.`);

const first = new Map<TestReceiver, Proved>();
let wrong = 0;
for (const receiver of receivers) {
  const proved = await proveOnce(cell, receiver);
  first.set(receiver, proved);
  const isRight = isJudgedRight(receiver, proved.verdict);
  if (!isRight) wrong += 1;
  console.log(lineOf(receiver, proved, isRight));
}
console.log(`\n${receivers.length - wrong} of ${receivers.length} receivers are judged as they should be.`);
printMedians();
const bytes = [...first].map(([{ name }, { verdict }]) => `${name} ${bytesOf(verdict)}\n`).join("");
console.log(`All verdicts of seed 1: sha256 ${digestOf(bytes)}`);
if (values.minimal === true) await demandMinimal();
await cell.close();
for (let round = 1; round <= repeats; round += 1) await again(`repeat ${round}`, 1, bytesOf);
for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1)
  await again(`seed ${seed}`, seed, (verdict) => `${verdict.verdict} ${brokenIn(verdict).join()}`);
process.exitCode = wrong === 0 ? 0 : 1;

/**
 * Proves everything once more and compares with the first round: on all processors, and one schedule at a time on each
 * where the first round plays two. No verdict may depend on it.
 */
async function again(title: string, seed: number, compared: (verdict: Verdict) => string): Promise<void> {
  const same = new Set<TestReceiver>();
  const differences: string[] = [];
  const thread = { file: new URL("./proving-thread.ts", import.meta.url), workerData: { root, tier } };
  const tasks = receivers.map((receiver) => ({ receiver, seed }));
  await inThreads<MatrixTask, Verdict>(thread, tasks, ({ receiver }, verdict) => {
    const before = first.get(receiver)?.verdict;
    if (before === undefined) return;
    const [one, other] = [compared(before), compared(verdict)];
    if (one === other) same.add(receiver);
    else differences.push(`    ${receiver.name}\n${differenceOf(one, other)}`);
  });
  const different = receivers.filter((receiver) => !same.has(receiver));
  wrong += different.length;
  const names = different.map(({ name }) => name).join(", ");
  console.log(`${title}: ${names === "" ? "the same" : `other verdicts on ${names}`}`);
  for (const difference of differences) console.log(difference);
}

/** Both texts around the first place at which they differ. */
function differenceOf(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (text: string) => `        … ${text.slice(Math.max(0, at - 100), at + 200)}`;
  return `${around(one)}\n${around(other)}`;
}

/** For rounds in several runs of this command: equal digests are equal verdicts. */
function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function demandMinimal(): Promise<void> {
  let counterexamples = 0;
  let needless = 0;
  for (const [receiver, { verdict }] of first)
    for (const invariant of verdict.invariants.filter(({ counterexample }) => counterexample !== undefined)) {
      counterexamples += 1;
      const found = await needlessActions(cell, receiver, invariant);
      if (found.length > 0) needless += 1;
      for (const action of found) console.log(`needless: ${receiver.name}, ${invariant.id}, ${action}`);
    }
  wrong += needless;
  console.log(`${counterexamples - needless} of ${counterexamples} counterexamples are minimal.`);
}

function readArguments() {
  const options = {
    repeat: { type: "string" },
    seeds: { type: "string" },
    "from-seed": { type: "string" },
    minimal: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}

function countOf(option: "repeat" | "seeds" | "from-seed", usual: number): number {
  const count = Number(values[option] ?? usual);
  if (Number.isInteger(count) && count >= 0) return count;
  console.error(`--${option} takes a whole number.\n\n${usage}`);
  process.exit(2);
}

function isJudgedRight({ breaks }: TestReceiver, verdict: Verdict): boolean {
  return verdict.verdict !== "error" && brokenIn(verdict).join() === [...breaks].sort().join();
}

function lineOf({ name, breaks }: TestReceiver, { verdict }: Proved, isRight: boolean): string {
  const broken = brokenIn(verdict);
  const cells = InvariantId.options.map((id) => mark(broken.includes(id), breaks.includes(id))).join(" ");
  const { schedules, durationMs } = verdict.explored;
  const digest = digestOf(bytesOf(verdict)).slice(0, 8);
  const figures = `${schedules} schedules, ${(durationMs / 1000).toFixed(1)} s, ${digest}`;
  const error = verdict.error === undefined ? "" : `  ${JSON.stringify(verdict.error)}`;
  const unexpected = verdict.invariants
    .filter(({ id, verdict: state }) => (state === "broken") !== breaks.includes(id))
    .flatMap(({ id, summary, counterexample }) => [
      `    ${id}: ${summary ?? "held"}`,
      ...(counterexample?.steps ?? []).map(({ actor, what }) => `        ${actor} ${what}`),
    ]);
  const line = `${isRight ? "✓" : "✗"} ${name.padEnd(44)} ${cells}  ${figures}${error}`;
  return [line, ...(isRight ? [] : unexpected)].join("\n");
}

/** ● broken as named, · held, ✗ broken although not named, ○ held although named. */
function mark(isBroken: boolean, isNamed: boolean): string {
  if (isBroken) return isNamed ? "●" : "✗";
  return isNamed ? "○" : "·";
}

function printMedians(): void {
  const proofs = [...first].map(([{ breaks }, proved]) => ({ isDefect: breaks.length > 0, ...proved }));
  const wholeMs = proofs.filter(({ isDefect }) => !isDefect).map((one) => one.verdict.explored.durationMs);
  const foundMs = proofs.flatMap(({ isDefect, foundMs: ms }) => (isDefect && ms !== null ? [ms] : []));
  if (wholeMs.length > 0)
    console.log(
      `A correct design's whole bound: ${seconds(median(wholeMs))} (median), at most 5 s is wanted.`,
    );
  if (foundMs.length > 0)
    console.log(
      `A defect's first counterexample: ${seconds(median(foundMs))} (median), at most 1 s is wanted.`,
    );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
