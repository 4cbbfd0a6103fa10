// Keeps what runs side by side apart: each on processors of its own, so that neither takes the other's time.
import { existsSync, readFileSync } from "node:fs";

/** What has to stand in front of a command to keep it, and all that it starts, on some processors. */
export type Place = readonly string[];

const candidates = ["/usr/bin/taskset", "/bin/taskset"];

/** Two halves of the processors that this process may use. Null where they cannot be had: they take Linux with util-linux. */
export function halves(): readonly [Place, Place] | null {
  const taskset = process.platform === "linux" ? candidates.find((path) => existsSync(path)) : undefined;
  if (taskset === undefined) return null;
  const all = allowedProcessors(readFileSync("/proc/self/status", "utf8"));
  if (all.length < 2) return null;
  const place = (ids: readonly number[]) => [taskset, "--cpu-list", ids.join(",")];
  const half = Math.ceil(all.length / 2);
  return [place(all.slice(0, half)), place(all.slice(half))];
}

/** @param status of a process as /proc tells it, with a line such as `Cpus_allowed_list: 0-3,8`. */
export function allowedProcessors(status: string): number[] {
  const list = /^Cpus_allowed_list:\s*([\d,-]+)$/m.exec(status)?.[1];
  const ranges = list?.split(",").map((range) => range.split("-").map(Number)) ?? [];
  return ranges.flatMap(([first = 0, last = first]) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );
}
