// `npm test`: types, lint, then every test in turn; ends with one line that counts them all.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules", ".bin", name);
const reportPath = join(tmpdir(), `hookproof-tests-${process.pid}.json`);

interface Count {
  passed: number;
  failed: number;
}

function runStep(title: string, command: string, args: readonly string[]): boolean {
  console.log(`\n— ${title}`);
  // The exit code is the verdict; the pinned Node comes first on the path for everything below.
  const env = { ...process.env, PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH ?? ""}` };
  return spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env }).status === 0;
}

function countOne(passed: boolean): Count {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

/** Vitest's own report counts the tests; a run that breaks without a failed test still counts as one failure. */
function runVitest(): Count {
  const passed = runStep("tests", bin("vitest"), [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportPath}`,
  ]);
  try {
    const report = JSON.parse(readFileSync(reportPath, "utf8")) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    const broken = !passed && report.numFailedTests === 0 ? 1 : 0;
    return { passed: report.numPassedTests, failed: report.numFailedTests + broken };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(reportPath, { force: true });
  }
}

const counts = [
  countOne(runStep("types", bin("tsc"), ["--build"])),
  countOne(runStep("lint and format", bin("biome"), ["check", "."])),
  runVitest(),
];
const total = counts.reduce((sum, { passed, failed }) => ({
  passed: sum.passed + passed,
  failed: sum.failed + failed,
}));
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
