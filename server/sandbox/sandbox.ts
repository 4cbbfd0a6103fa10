// Starts receivers in the strongest tier that holds on this machine.

import { budgets } from "./budgets.ts";
import { type Compiled, compileFiles } from "./compile.ts";
import { guestBundle } from "./isolation/bundle.ts";
import type { RunnableTier } from "./isolation/launch.ts";
import { detectTier } from "./isolation/tiers.ts";
import { createPool, type ReadyChild, SandboxError } from "./pool.ts";
import { RunningReceiver } from "./receiver.ts";
import { problemOfEnding, problemOfLoad } from "./start-problem.ts";
import type { ReceiverOptions, Sandbox, StartResult } from "./types.ts";

export { detectTier } from "./isolation/tiers.ts";

export interface SandboxOptions {
  /** Forces a tier, for tests; otherwise the strongest one whose canaries held. */
  readonly tier?: RunnableTier;
  /** Booted children kept in reserve; 1 by default. */
  readonly spares?: number;
}

/** Rejects with SandboxError where no tier can keep code in. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const [tier] = await Promise.all([options.tier ?? strongestTier(), guestBundle()]);
  // The first removal of types loads the parser (about 0.1 s): better now than when Run is pressed.
  compileFiles({ "handler.ts": "export default 1 as number;" });
  const pool = createPool({ tier, spares: options.spares ?? 1, prepare: (child) => child });

  const startReceiver = async (wanted: ReceiverOptions): Promise<StartResult> => {
    const compiled = compileFiles(wanted.files);
    if (!compiled.ok) return compiled;
    const child = await pool.take();
    // The next start finds a spare again; this one has the processor first.
    setImmediate(pool.refill);
    return startOn(child, compiled, wanted);
  };
  return { startReceiver, close: pool.close };
}

/** Starts compiled code in a child that is ready for it. */
export async function startOn(
  child: ReadyChild,
  { modules, entry }: Extract<Compiled, { ok: true }>,
  wanted: ReceiverOptions,
): Promise<StartResult> {
  const receiver = new RunningReceiver(child, wanted);
  const result = await receiver.load(modules, { entry, env: wanted.env, nowMs: wanted.nowMs });
  if ("ended" in result) return { ok: false, problem: problemOfEnding(result.ended) };
  if ("loaded" in result && result.loaded.ok) return { ok: true, receiver };
  await receiver.kill("stopped");
  if ("loaded" in result && !result.loaded.ok) {
    return { ok: false, problem: await problemOfLoad(result.loaded, modules) };
  }
  return { ok: false, problem: { stage: "load", message: neverLoaded, place: { file: entry, line: 1 } } };
}

const neverLoaded = `The code did not finish loading within ${budgets.loadMs / 1000} s. Look for a top-level await for something that never comes, such as a timer: time only moves once the receiver is up.`;

export async function strongestTier(): Promise<RunnableTier> {
  const found = await detectTier();
  if (found.tier === 1 || found.tier === 3) return found.tier;
  throw new SandboxError(`${found.label}: ${found.explanation}`);
}
