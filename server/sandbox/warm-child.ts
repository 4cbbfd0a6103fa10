// A child that serves one receiver after the other: each has it on lease, and hears and says nothing after its end.
import { budgets } from "./budgets.ts";
import { fromChild, toChild } from "./channel/frame-types.ts";
import type { Frame, FrameListener } from "./channel/frames.ts";
import { decodeControl } from "./channel/messages.ts";
import type { IsolatedProcess, ProcessEnd } from "./isolation/launch.ts";
import { type ReadyChild, SandboxError } from "./pool.ts";
import { after } from "./watchdog.ts";

type Modules = ReadonlyMap<string, string>;

export class WarmChild {
  readonly #child: ReadyChild;
  readonly #mostGrowthBytes: number;
  #lease: Lease | null = null;
  /** Resolves when the next receiver can be loaded; false when the child is of no further use. */
  #ready: Promise<boolean> = Promise.resolve(false);
  #isOver: (isReady: boolean) => void = () => {};
  #onReset: (() => void) | null = null;
  #onCompared: ((changed: string | null) => void) | null = null;
  #epochs = 0;
  #firstBytes = 0;

  /**
   * Takes over a child that has run no code yet, and notes how it is then (about 0.1 s).
   * Rejects with SandboxError when it ends meanwhile.
   */
  static async of(child: ReadyChild, mostGrowthBytes: number = budgets.epochGrowthBytes): Promise<WarmChild> {
    const warm = new WarmChild(child, mostGrowthBytes);
    if (await warm.#ready) return warm;
    throw new SandboxError("A child ended before it was given any code.");
  }

  private constructor(child: ReadyChild, mostGrowthBytes: number) {
    this.#child = child;
    this.#mostGrowthBytes = mostGrowthBytes;
    // Between receivers nobody reads what is printed, and it must not stop up the pipes.
    for (const stream of [child.process.stdout, child.process.stderr]) stream.on("data", () => {});
    child.listen({
      onFrame: (frame) => this.#receive(frame),
      onViolation: (reason) =>
        this.#lease === null ? child.process.kill() : this.#lease.listener.onViolation(reason),
      onEnd: () => this.#lease?.listener.onEnd(),
    });
    void child.process.ended.then((end) => {
      this.#lease?.childEnded(end);
      this.#isOver(false);
      this.#ready = Promise.resolve(false);
      this.#onCompared?.("the process: it ended when it was asked");
    });
    this.#reset(budgets.bootMs);
    void this.#ready.then(() => {
      this.#firstBytes = child.process.residentBytes() ?? 0;
    });
  }

  get process(): IsolatedProcess {
    return this.#child.process;
  }

  end(): ProcessEnd | null {
    return this.#child.end();
  }

  /** Waits until nothing of the last receiver runs any more. False: take another child. */
  async isReadyFor(modules: Modules): Promise<boolean> {
    return this.isMeantFor(modules) && (await this.#ready) && !this.#isWornOut();
  }

  /** A child knows one receiver's files only. */
  isMeantFor(modules: Modules): boolean {
    return (this.#child.modules ?? modules) === modules;
  }

  /**
   * Gets ready for other files: only where the last receivers left nothing behind. False: take another child. For code
   * that is not out to hide what it leaves behind.
   */
  async turnsToOtherFiles(): Promise<boolean> {
    if (!(await this.#ready) || (await this.changed()) !== null || this.#isWornOut()) return false;
    this.#child.process.channel.send(toChild.forget, 0);
    this.#child.modules = null;
    return this.#child.end() === null;
  }

  /** Lends the child to one receiver. Only when it is ready. */
  lease(): ReadyChild {
    this.#epochs += 1;
    const lease = new Lease(this.#child, () => {
      this.#lease = null;
      this.#reset(budgets.resetMs);
    });
    this.#lease = lease;
    return lease;
  }

  /** Names what earlier receivers have changed for the next one; null also when the child is gone, and all with it. */
  async changed(): Promise<string | null> {
    if (!(await this.#ready)) return null;
    const { promise, resolve } = Promise.withResolvers<string | null>();
    const { process } = this.#child;
    const cancel = after(budgets.bootMs, () => process.kill());
    this.#onCompared = (changed) => {
      this.#onCompared = null;
      cancel();
      resolve(changed);
    };
    process.channel.send(toChild.compare, 0);
    return promise;
  }

  kill(): void {
    this.#child.process.kill();
  }

  #receive(frame: Frame): void {
    if (this.#lease !== null) this.#lease.listener.onFrame(frame);
    // Whatever comes before it was sent by a receiver that is gone.
    else if (frame.type === fromChild.reset) this.#onReset?.();
    else if (frame.type === fromChild.compared) this.#compare(frame);
  }

  #compare(frame: Frame): void {
    try {
      this.#onCompared?.(decodeControl(fromChild.compared, frame).changed);
    } catch {
      this.kill();
    }
  }

  #reset(limitMs: number): void {
    const { process, end } = this.#child;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#ready = promise;
    this.#isOver = resolve;
    const cancel = after(limitMs, () => process.kill());
    this.#onReset = () => {
      this.#onReset = null;
      cancel();
      // What was printed past the channel before lies in its pipe by now; it is read in this turn.
      setImmediate(() => resolve(end() === null));
    };
    process.channel.send(toChild.reset, 0);
  }

  #isWornOut(): boolean {
    if (this.#epochs >= budgets.epochs) return true;
    if (this.#epochs % EPOCHS_PER_CHECK !== 0) return false;
    const { process } = this.#child;
    // The kernel ends a process that has used up its processor time, whoever it serves then.
    if ((process.processorMs() ?? 0) > (budgets.processorSeconds * 1000) / 2) return true;
    return (process.residentBytes() ?? 0) > this.#firstBytes + this.#mostGrowthBytes;
  }
}

/** The system is asked for a child's memory and time now and then only. */
const EPOCHS_PER_CHECK = 20;

const deaf: FrameListener = { onFrame: () => {}, onViolation: () => {}, onEnd: () => {} };

/** What one receiver sees of the child: its own until it is released, and then as if the process were gone. */
class Lease implements ReadyChild {
  readonly process: ReadyChild["process"];
  readonly #child: ReadyChild;
  readonly #onRelease: () => void;
  readonly #ended = Promise.withResolvers<ProcessEnd>();
  #listener = deaf;
  #isReleased = false;

  constructor(child: ReadyChild, onRelease: () => void) {
    this.#child = child;
    this.#onRelease = onRelease;
    const { channel } = child.process;
    this.process = {
      ...child.process,
      channel: {
        send: (type, id, payload) => this.#isReleased || channel.send(type, id, payload),
        drained: (listener) => channel.drained(listener),
      },
      ended: this.#ended.promise,
      kill: () => {
        if (!this.#isReleased) child.process.kill();
      },
    };
  }

  get listener(): FrameListener {
    return this.#listener;
  }

  get modules(): ReadyChild["modules"] {
    return this.#child.modules;
  }

  set modules(given) {
    this.#child.modules = given;
  }

  childEnded(end: ProcessEnd): void {
    this.#ended.resolve(end);
  }

  end(): ProcessEnd | null {
    return this.#child.end();
  }

  listen(listener: FrameListener): void {
    this.#listener = listener;
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#listener = deaf;
    this.#ended.resolve({ exitCode: null, signal: null });
    this.#onRelease();
  }
}
