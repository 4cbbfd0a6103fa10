// Where the system does not end a child with its parent: a thread that does, and that bounds the child's memory.
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";

/** Starts the thread when the launcher asked for it; afterwards no further thread can be made. */
export function startLifeline(): void {
  if (!process.argv.includes("lifeline")) return;
  const source = readFileSync(`${__dirname}/watchdog.cjs`, "utf8");
  const thread = new Worker(source, { eval: true, env: {}, stdin: false });
  thread.unref();
}
