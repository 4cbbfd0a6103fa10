// Keeps a child booted and hardened in reserve, so that pressing Run does not wait for one.
import { budgets } from "./budgets.ts";
import { fromChild } from "./channel/frame-types.ts";
import type { FrameListener } from "./channel/frames.ts";
import {
  type IsolatedProcess,
  type LaunchOptions,
  launchIsolated,
  type ProcessEnd,
} from "./isolation/launch.ts";
import { after } from "./watchdog.ts";

/** A child that is ready for code. */
export interface ReadyChild {
  /** The files it was given, which it keeps; null for none yet. */
  modules: ReadonlyMap<string, string> | null;
  readonly process: IsolatedProcess;
  /** Set once the process is gone. */
  readonly end: () => ProcessEnd | null;
  /** From now on frames go to this listener. */
  listen(listener: FrameListener): void;
  /** Ends its receiver although nothing is wrong with it. A child that has no further use is killed. */
  release(): void;
}

/** The sandbox itself failed: our fault or the machine's, never the learner's. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

export interface Pool<Child> {
  /** Hands out a ready child. Rejects with SandboxError when none comes up. */
  take(): Promise<Child>;
  /** Boots what is missing in reserve; resolves when it is up, or has failed to come up. */
  refill(): Promise<void>;
  close(): Promise<void>;
}

export interface PoolOptions<Child> extends Pick<LaunchOptions, "tier" | "heapMegabytes"> {
  /** Children kept in reserve. */
  readonly spares: number;
  /** Does in advance, with each that has booted, what whoever takes it would have to do first. */
  prepare(child: ReadyChild): Child | Promise<Child>;
  /** After this long without use a spare gives its memory back. */
  readonly spareIdleMs?: number;
}

export function createPool<Child extends Pick<ReadyChild, "process" | "end">>(
  options: PoolOptions<Child>,
): Pool<Child> {
  const spares: { child: Promise<Child>; cancelExpiry: () => void }[] = [];
  const living = new Set<IsolatedProcess>();
  let isClosed = false;

  const boot = async () => {
    const child = await bootChild(options.tier, { heapMegabytes: options.heapMegabytes });
    living.add(child.process);
    void child.process.ended.then(() => living.delete(child.process));
    if (isClosed) child.process.kill();
    return options.prepare(child);
  };
  const refill = async () => {
    while (!isClosed && spares.length < options.spares) {
      const child = boot();
      const cancelExpiry = after(options.spareIdleMs ?? budgets.spareIdleMs, () => {
        spares.splice(spares.indexOf(spare), 1);
        child.then(({ process }) => process.kill()).catch(() => {});
      });
      const spare = { child, cancelExpiry };
      // A spare that does not come up is noticed by whoever takes it.
      child.catch(() => {});
      spares.push(spare);
    }
    await Promise.allSettled(spares.map(({ child }) => child));
  };
  const take = async (): Promise<Child> => {
    if (isClosed) throw new SandboxError("The sandbox is closed.");
    const spare = spares.shift();
    spare?.cancelExpiry();
    const child = await (spare?.child ?? boot());
    // A spare can have died of something outside, such as the machine's memory.
    if (child.end() !== null) return take();
    return child;
  };
  void refill();

  return {
    ...{ take, refill },
    async close() {
      isClosed = true;
      for (const spare of spares.splice(0)) {
        spare.cancelExpiry();
        await spare.child.catch(() => {});
      }
      const all = [...living];
      for (const process of all) process.kill();
      await Promise.all(all.map((process) => process.ended));
    },
  };
}

const STDERR_BYTES = 2_000;

/** Boots one receiver child and waits until it says that it is hardened. */
export async function bootChild(
  tier: LaunchOptions["tier"],
  variation: Pick<LaunchOptions, "boxAlone" | "sqlite" | "heapMegabytes"> = {},
): Promise<ReadyChild> {
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  let listener: FrameListener = {
    onFrame: ({ type }) => (type === fromChild.ready ? resolve() : undefined),
    onViolation: () => {},
    onEnd: () => {},
  };
  const process = await launchIsolated({
    tier,
    guest: "receiver",
    ...variation,
    listener: {
      onFrame: (frame) => listener.onFrame(frame),
      onViolation: (reason) => listener.onViolation(reason),
      onEnd: () => listener.onEnd(),
    },
  });
  let stderr = "";
  const keep = (chunk: Buffer) => {
    stderr = (stderr + chunk.toString("utf8")).slice(0, STDERR_BYTES);
  };
  process.stderr.on("data", keep);
  let end: ProcessEnd | null = null;
  void process.ended.then((seen) => {
    end = seen;
    const how = `exit code ${seen.exitCode}, signal ${seen.signal}`;
    reject(new SandboxError(`A child of tier ${tier} did not start (${how}). ${stderr.trim()}`));
  });
  const cancel = after(budgets.bootMs, () => {
    process.kill();
    reject(new SandboxError(`A child of tier ${tier} was not ready within ${budgets.bootMs / 1000} s.`));
  });
  try {
    await ready;
  } finally {
    cancel();
    process.stderr.off("data", keep);
  }
  return {
    modules: null,
    process,
    end: () => end,
    release: () => process.kill(),
    listen(next) {
      listener = next;
    },
  };
}
