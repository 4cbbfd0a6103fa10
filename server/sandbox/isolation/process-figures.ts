// What the kernel tells of a process from outside: its memory and its processor time. Only Linux does, in /proc.
import { readFileSync } from "node:fs";

/** Resident memory in bytes, or null where it cannot be told. */
export function residentBytes(pid: number | null): number | null {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readProcess(pid, "status") ?? "")?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

/** The kernel counts processor time for programs in hundredths of a second, on every architecture. */
const TICK_MS = 10;

/** Processor time used so far in milliseconds, or null where it cannot be told. */
export function processorMs(pid: number | null): number | null {
  // The command's name in parentheses may hold spaces; of the fields after it, utime is the 12th and stime the 13th.
  const stat = readProcess(pid, "stat");
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields === undefined ? null : (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function readProcess(pid: number | null, name: string): string | undefined {
  if (pid === null || process.platform !== "linux") return undefined;
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return undefined;
  }
}
