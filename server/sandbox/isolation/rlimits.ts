// Kernel limits on a child's memory, files and processor time, set by prlimit before anything of the child runs.
import { existsSync } from "node:fs";
import { budgets } from "../budgets.ts";

const candidates = ["/usr/bin/prlimit", "/bin/prlimit"];

/** The command in front of a child's own command, or null where util-linux is not installed. */
export function rlimitCommand(): readonly string[] | null {
  const prlimit = process.platform === "linux" ? candidates.find((path) => existsSync(path)) : undefined;
  if (prlimit === undefined) return null;
  return [
    prlimit,
    `--as=${budgets.addressSpaceBytes}`,
    `--nofile=${budgets.openFiles}`,
    "--core=0",
    `--fsize=${budgets.fileBytes}`,
    `--cpu=${budgets.processorSeconds}`,
    "--",
  ];
}
