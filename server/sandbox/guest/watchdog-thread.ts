// Runs as a thread of its own inside a child without a box: kills the process with its parent, or over its memory.
import { Socket } from "node:net";
import { budgets } from "../budgets.ts";

const FD_LIFELINE = 5;
const CHECK_MS = 50;

const kill = process.kill.bind(process, process.pid, "SIGKILL");
const lifeline = new Socket({ fd: FD_LIFELINE, readable: true, writable: false });
lifeline.on("data", () => {});
lifeline.on("error", kill);
lifeline.on("close", kill);
setInterval(() => {
  if (process.memoryUsage.rss() > budgets.residentBytes) kill();
}, CHECK_MS);
