// `npm test`: types, lint, then every test; ends with one line that counts them all.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { halves, type Place } from "./processors.ts";

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules", ".bin", name);
const reports = mkdtempSync(join(tmpdir(), "hookproof-tests-"));

interface Count {
  passed: number;
  /** What failed, said again at the end: the test or the step, and why. */
  failures: readonly string[];
}

/** @returns whether it ended well. */
function runStep(title: string, [command = "", ...args]: readonly string[]): Promise<boolean> {
  console.log(`\n— ${title}`);
  // The exit code is the verdict; the pinned Node comes first on the path for everything below.
  const env = { ...process.env, PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH ?? ""}` };
  const step = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env });
  return new Promise((resolve) => {
    step.once("error", () => resolve(false));
    step.once("exit", (code) => resolve(code === 0));
  });
}

async function countStep(on: Place, title: string, command: readonly string[]): Promise<Count> {
  const passed = await runStep(title, [...on, ...command]);
  return { passed: passed ? 1 : 0, failures: passed ? [] : [title] };
}

/** The part of Vitest's JSON report that is read here. */
interface Report {
  numPassedTests: number;
  testResults: readonly {
    name: string;
    status: string;
    message: string;
    assertionResults: readonly { status: string; fullName: string; failureMessages: readonly string[] }[];
  }[];
}

/** A file that could not be loaded has a message of its own and no failed test. */
const failuresOf = ({ testResults }: Report): string[] =>
  testResults
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const file = relative(root, name);
      const failed = assertionResults.filter(({ status }) => status === "failed");
      return failed.length === 0
        ? [`${file}: ${message}`]
        : failed.map(
            ({ fullName, failureMessages }) => `${file}: ${fullName}\n${failureMessages.join("\n")}`,
          );
    });

/**
 * Vitest's own report counts the tests; a run that breaks without a failed test still counts as one failure.
 * @param on where it runs
 */
async function runVitest(on: Place, project: string): Promise<Count> {
  const title = `tests: ${project}`;
  const report = join(reports, `${project}.json`);
  const passed = await runStep(title, [
    ...on,
    bin("vitest"),
    "run",
    `--project=${project}`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  try {
    const read = JSON.parse(readFileSync(report, "utf8")) as Report;
    const failures = failuresOf(read);
    if (!passed && failures.length === 0) failures.push(`${title}: the run ended badly, see above`);
    return { passed: read.numPassedTests, failures };
  } catch {
    return { passed: 0, failures: [`${title}: no report was written, see above`] };
  }
}

type Job = (on: Place) => Promise<Count>;

/** In this order: each place takes the next one as soon as it is free, and the short ones even it out in the end. */
const jobs: readonly Job[] = [
  (on) => countStep(on, "types", [bin("tsc"), "--build"]),
  (on) => countStep(on, "lint and format", [bin("biome"), "check", "."]),
  (on) => runVitest(on, "browser"),
  (on) => runVitest(on, "sandbox"),
  (on) => runVitest(on, "unit"),
  (on) => runVitest(on, "client"),
];

/**
 * Tests of the sandbox have limits in real time, and a browser keeps all processors busy. Where each can be kept on
 * processors of its own, they run side by side; elsewhere, and when everything is tested, one after the other.
 */
async function runAll(): Promise<Count[]> {
  const places = (process.env.CI === undefined ? halves() : null) ?? [[]];
  const counts: Count[] = [];
  const left = [...jobs];
  const runOn = async (on: Place) => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) counts.push(await job(on));
  };
  await Promise.all(places.map(runOn));
  return counts;
}

const counts = await runAll();
rmSync(reports, { recursive: true, force: true });
const failures = counts.flatMap((count) => count.failures);
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
if (failures.length > 0) {
  console.log(`\n— what failed\n\n${failures.join("\n\n")}`);
}
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
