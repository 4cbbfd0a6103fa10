// `npm test`: types, lint, then every test; ends with one line that counts them all.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { halves, type Place } from "./processors.ts";

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules", ".bin", name);
const reports = mkdtempSync(join(tmpdir(), "hookproof-tests-"));

interface Count {
  passed: number;
  failed: number;
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

function countOne(passed: boolean): Count {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

/**
 * Vitest's own report counts the tests; a run that breaks without a failed test still counts as one failure.
 * @param on where it runs
 */
async function runVitest(on: Place, ...projects: readonly string[]): Promise<Count> {
  const report = join(reports, `${projects.join("-")}.json`);
  const passed = await runStep(`tests: ${projects.join(", ")}`, [
    ...on,
    bin("vitest"),
    "run",
    ...projects.map((name) => `--project=${name}`),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8")) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    const broken = !passed && numFailedTests === 0 ? 1 : 0;
    return { passed: numPassedTests, failed: numFailedTests + broken };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/**
 * Tests of the sandbox have limits in real time, and a browser keeps all processors busy. Where each can be kept on
 * processors of its own, they run side by side; elsewhere, and when everything is tested, one after the other.
 */
async function runAllTests(): Promise<Count[]> {
  const isWhole = process.env.CI !== undefined;
  const places = isWhole ? null : halves();
  if (places === null) {
    const counts = [await runVitest([], "unit", "client"), await runVitest([], "sandbox")];
    return [...counts, await runVitest([], "browser")];
  }
  const [one, other] = places;
  const inBrowser = runVitest(one, "browser");
  const counts = [await runVitest(other, "sandbox"), await runVitest(other, "unit", "client")];
  return [...counts, await inBrowser];
}

const counts = [
  countOne(await runStep("types", [bin("tsc"), "--build"])),
  countOne(await runStep("lint and format", [bin("biome"), "check", "."])),
  ...(await runAllTests()),
];
rmSync(reports, { recursive: true, force: true });
const total = counts.reduce((sum, { passed, failed }) => ({
  passed: sum.passed + passed,
  failed: sum.failed + failed,
}));
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
