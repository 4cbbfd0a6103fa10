// The program inside a receiver's child: boots, hardens itself, reports ready, then does what the frames say.
import { fromChild, type ReportMessage } from "../channel/frame-types.ts";
import type { Frame } from "../channel/frames.ts";
import { openGuestChannel } from "./channel.ts";
import { installClock } from "./clock.ts";
import { createCommands } from "./commands.ts";
import { createEpochs, openEpoch } from "./epochs.ts";
import { errorMessage } from "./errors.ts";
import { harden } from "./harden.ts";
import { createIdleWatch } from "./idle.ts";
import { startLifeline } from "./lifeline.ts";
import { createListener } from "./listener.ts";
import { installModules, type ModuleStore } from "./modules.ts";
import { installOutput } from "./output.ts";
import { prewarm } from "./prewarm.ts";

/** For the build's code cache: evaluates what every start evaluates. */
export const warmUp = prewarm;

if (process.argv[3] !== "make-cache") void boot();

/** The order matters: everything lazy is loaded while files can be read, and hardening comes last. */
async function boot(): Promise<void> {
  let command: (frame: Frame) => void = () => {};
  const channel = openGuestChannel((frame) => command(frame));
  const report = (message: ReportMessage) => channel.send(fromChild.report, 0, JSON.stringify(message));
  startLifeline();
  await prewarm();
  const first = openEpoch(channel);
  const modules = installModules(first.shop.exports);
  await warmModules(modules);
  const listener = createListener(channel);
  const whenIdle = createIdleWatch(channel);
  const output = installOutput(channel, () => report({ kind: "flooding-output" }));
  watchEnding(report);
  const clock = installClock(() => report({ kind: "spinning-on-clock" }));
  if (!process.argv.includes("box-alone")) harden();
  const epochs = createEpochs(() => openEpoch(channel), first, { modules, listener, clock, whenIdle });
  command = createCommands({ channel, epochs, modules, listener, output, whenIdle, clock });
  channel.send(fromChild.ready, 0);
}

/** Loads an empty module once, so that Node's loader is warm. */
async function warmModules(modules: ModuleStore): Promise<void> {
  const name = "warm.mjs";
  modules.add(name, 'import "shop"; import "express"; import "node:crypto"; import "node:timers/promises";');
  await modules.load(name);
  modules.clear();
}

/** Tells why the process is about to end. The learner's own handlers are left to work as they do in plain Node. */
function watchEnding(report: (message: ReportMessage) => void): void {
  process.on("uncaughtExceptionMonitor", (error) => {
    if (process.listenerCount("uncaughtException") === 0) {
      report({ kind: "uncaught", error: errorMessage(error) });
    }
  });
  process.on("exit", (exitCode) => report({ kind: "exit", exitCode }));
}
