// A sandbox that uses one child for receiver after receiver: what makes hundreds of histories a second possible.
import { budgets } from "./budgets.ts";
import { type Compiled, compileFiles } from "./compile.ts";
import { guestBundle } from "./isolation/bundle.ts";
import { createPool } from "./pool.ts";
import { type SandboxOptions, startOn, strongestTier } from "./sandbox.ts";
import type { Receiver, ReceiverOptions, Sandbox, StartResult } from "./types.ts";
import { WarmChild } from "./warm-child.ts";

type Modules = ReadonlyMap<string, string>;

/**
 * Has one receiver at a time: starting one ends the last. A receiver that is killed is forgotten, and its process lives
 * on for the next one of the same `files` object; one that ends in any other way ends with its process, by the same
 * name as in a cold sandbox.
 */
export interface WarmSandbox extends Sandbox {
  /**
   * Ends the receiver and tells whether it, or one before it in the same process, left something behind that the next
   * one would find: then what they did is not what receivers in fresh processes would do. The process is given up then.
   * Takes some milliseconds, so ask now and then; a process that ended by itself can no longer be asked.
   */
  isContaminated(): Promise<boolean>;
  /** Ends the receiver and its process, so that nothing of its files lives on, and gets ready for the next ones. */
  rest(): Promise<void>;
  /** Resolves when the next receiver need not wait for a process. */
  ready(): Promise<void>;
}

export interface WarmOptions extends Pick<SandboxOptions, "tier"> {
  /**
   * All code that is run is the project's own: a process that was found as clean as a fresh one goes on with other
   * files. Code of strangers gets a process for each `files` object, since it may hide what it leaves behind.
   */
  readonly isOwnCode?: boolean;
}

/** Rejects with SandboxError where no tier can keep code in. */
export async function createWarmSandbox(options: WarmOptions = {}): Promise<WarmSandbox> {
  const [tier] = await Promise.all([options.tier ?? strongestTier(), guestBundle()]);
  const { heapMegabytes, epochGrowthBytes } = options.isOwnCode === true ? budgets.ownCode : budgets;
  const pool = createPool({
    ...{ tier, heapMegabytes, spares: 1 },
    prepare: (child) => WarmChild.of(child, epochGrowthBytes),
  });
  const compile = createCompiler();
  let child: WarmChild | null = null;
  let receiver: Receiver | null = null;
  /** By a child that has worn out since the question was last asked. */
  let wasContaminated = false;
  let last: Promise<unknown> = Promise.resolve();

  const endReceiver = async () => {
    await receiver?.kill("stopped");
    receiver = null;
  };
  const dropChild = async (next: Modules | null) => {
    const dropped = child;
    child = null;
    // What other files have done is nothing to the next ones.
    if (next === null || dropped?.isMeantFor(next) !== true) wasContaminated = false;
    else wasContaminated ||= (await dropped.changed()) !== null;
    dropped?.kill();
  };
  const readyChild = async (modules: Modules): Promise<WarmChild> => {
    await endReceiver();
    if (child !== null && (await child.isReadyFor(modules))) return child;
    if (options.isOwnCode && child?.isMeantFor(modules) === false && (await child.turnsToOtherFiles())) {
      wasContaminated = false;
      return child;
    }
    await dropChild(modules);
    child = await pool.take();
    return child;
  };
  const start = async (wanted: ReceiverOptions): Promise<StartResult> => {
    const compiled = compile(wanted.files);
    if (!compiled.ok) return compiled;
    const result = await startOn((await readyChild(compiled.modules)).lease(), compiled, wanted);
    receiver = result.ok ? result.receiver : null;
    return result;
  };
  const isContaminated = async () => {
    await endReceiver();
    const isContaminated = wasContaminated || (child !== null && (await child.changed()) !== null);
    if (isContaminated) await dropChild(null);
    return isContaminated;
  };
  const rest = async () => {
    await endReceiver();
    await dropChild(null);
    void pool.refill();
  };
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
  return {
    startReceiver: (wanted) => inTurn(() => start(wanted)),
    isContaminated: () => inTurn(isContaminated),
    rest: () => inTurn(rest),
    ready: pool.refill,
    close: pool.close,
  };
}

/** The same files are compiled once, and come out as the same modules, which a child need not be given twice. */
function createCompiler(): (files: ReceiverOptions["files"]) => Compiled {
  const known = new WeakMap<ReceiverOptions["files"], Compiled>();
  return (files) => {
    const compiled = known.get(files) ?? compileFiles(files);
    known.set(files, compiled);
    return compiled;
  };
}
