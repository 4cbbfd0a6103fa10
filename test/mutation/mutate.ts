// `npm run mutate`: plants one bug after another in a copy of the project and prints which of them the tests catch.
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { stopwatch } from "../../server/simulation/real-time.ts";
import { plant, type SeededBug, seededBugs } from "./seeded-bugs.ts";

const usage = `npm run mutate -- [numbers of bugs] [--from N] [--to N] [--list] [--check]

  --from N, --to N   only the bugs from one number to another
  --list             print the bugs with their numbers
  --check            only check that the code of each bug stands exactly once in its file
`;

const LIMIT_MS = 240_000;
/** What has to be caught for a good exit code. */
const WANTED_PERCENT = 85;

/** The fast ones first: the second stage is asked only about what these let through. */
const stages = [
  ["test/server/grading", "test/server/exploration", "test/server/provider", "test/content/schema"],
  ["test/matrix"],
];

const copied = [
  ...["server", "content", "test", "client"],
  ...["package.json", "package-lock.json", "tsconfig.json", ".tsconfig.base.json", "vite.config.ts"],
];

interface Numbered {
  readonly number: number;
  readonly bug: SeededBug;
}

interface Objection {
  /** The first test that failed. */
  readonly title: string;
  readonly output: string;
}

const root = join(import.meta.dirname, "..", "..");
const { positionals, values } = readArguments();
const chosen = chooseBugs();
let running: ChildProcess | null = null;

if (values.list === true) for (const one of chosen) console.log(titleOf(one));
else if (!isUpToDate()) process.exitCode = 1;
else if (values.check !== true) process.exitCode = await mutate();

/** Also says what it found. */
function isUpToDate(): boolean {
  const objections = chosen.flatMap(({ bug }) => {
    try {
      plant(root, bug);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  for (const objection of objections) console.error(objection);
  if (objections.length > 0) return false;
  console.log(`The code of ${chosen.length} seeded bugs stands exactly once in its file.`);
  return true;
}

async function mutate(): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), "hookproof-mutation-"));
  process.once("exit", () => {
    endRunning();
    rmSync(copy, { recursive: true, force: true });
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  copyProject(copy);
  const elapsedMs = stopwatch();
  const objection = await firstObjection(copy);
  if (objection !== null) {
    const why = "The tests object to the code as it is, so they would prove nothing about a bug in it";
    console.error(`${objection.output}\n${why}: ${objection.title}.`);
    return 1;
  }
  console.log(`The code as it is passes (${seconds(elapsedMs())}).`);
  let caught = 0;
  for (const one of chosen) if (await isCaught(copy, one)) caught += 1;
  const percent = (100 * caught) / chosen.length;
  console.log(`\n${caught} of ${chosen.length} seeded bugs caught (${Math.floor(percent)} %)`);
  return percent >= WANTED_PERCENT ? 0 : 1;
}

async function isCaught(copy: string, one: Numbered): Promise<boolean> {
  const path = join(copy, one.bug.file);
  const right = readFileSync(path);
  const elapsedMs = stopwatch();
  writeFileSync(path, plant(copy, one.bug));
  const objection = await firstObjection(copy);
  writeFileSync(path, right);
  const outcome = objection === null ? "✗ survived" : "✓ caught";
  const by = objection === null ? "" : ` ← ${objection.title}`;
  console.log(`${outcome} in ${seconds(elapsedMs())}: ${titleOf(one)}${by}`);
  return objection !== null;
}

/** What fails first within the time for one bug, or null when everything passes. */
async function firstObjection(copy: string): Promise<Objection | null> {
  const elapsedMs = stopwatch();
  for (const paths of stages) {
    const { passed, output } = await runTests(copy, paths, LIMIT_MS - elapsedMs());
    if (passed) continue;
    if (elapsedMs() >= LIMIT_MS) return { title: `nothing after ${seconds(LIMIT_MS)}`, output };
    return { title: /^ *FAIL +(.+)$/m.exec(output)?.[1] ?? "the run itself", output };
  }
  return null;
}

function runTests(
  copy: string,
  paths: readonly string[],
  limitMs: number,
): Promise<{ readonly passed: boolean; readonly output: string }> {
  const args = [
    join("node_modules", "vitest", "vitest.mjs"),
    ...["run", "--config", "test/mutation/vitest.config.ts", "--project", "unit", "--bail", "1"],
    ...paths,
  ];
  const child = spawn(process.execPath, args, {
    cwd: copy,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    // The head of a group of its own, so that whatever it has started can be ended with it.
    detached: true,
  });
  running = child;
  const outOfTime = AbortSignal.timeout(Math.max(0, Math.ceil(limitMs)));
  outOfTime.addEventListener("abort", endRunning);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => {
      outOfTime.removeEventListener("abort", endRunning);
      endRunning();
    });
    child.once("close", (code) => resolve({ passed: code === 0, output }));
  });
}

/** Ends the tests that run now, with everything that they have started. */
function endRunning(): void {
  const group = running?.pid;
  running = null;
  if (group === undefined) return;
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // All of it has ended by itself.
  }
}

function copyProject(copy: string): void {
  const isKept = (path: string) => !path.endsWith(".tsbuildinfo");
  for (const name of copied) cpSync(join(root, name), join(copy, name), { recursive: true, filter: isKept });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
}

function chooseBugs(): Numbered[] {
  const all = seededBugs.map((bug, index): Numbered => ({ number: index + 1, bug }));
  if (positionals.length > 0 && (values.from !== undefined || values.to !== undefined))
    refuse("Name numbers of bugs, or --from and --to, but not both.");
  const only = new Set(positionals.map((text) => numberOf(text, "A bug")));
  const from = numberOf(values.from ?? "1", "--from");
  const to = numberOf(values.to ?? String(all.length), "--to");
  if (from > to) refuse(`There is no bug from ${from} to ${to}.`);
  return all.filter(({ number }) => (only.size > 0 ? only.has(number) : number >= from && number <= to));
}

function numberOf(text: string, what: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > seededBugs.length)
    refuse(`${what} is a whole number from 1 to ${seededBugs.length}, not "${text}".`);
  return number;
}

function readArguments() {
  const options = {
    from: { type: "string" },
    to: { type: "string" },
    list: { type: "boolean" },
    check: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function refuse(message: string): never {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
}

function titleOf({ number, bug: { file, what } }: Numbered): string {
  return `${String(number).padStart(2)} ${file}: ${what}`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
