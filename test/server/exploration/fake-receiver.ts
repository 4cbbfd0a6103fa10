// A receiver in memory: a plain function on the same virtual time, for fast tests of the world around it.
import type { RawRequest, ReceiverOutcome, ShopService } from "../../../server/contract/history.ts";
import type { StartProblem } from "../../../server/contract/session.ts";
import type {
  Exchange,
  Receiver,
  ReceiverOptions,
  Sandbox,
  ServiceReply,
} from "../../../server/sandbox/types.ts";

export interface FakeTools {
  readonly env: Readonly<Record<string, string>>;
  /** Virtual Unix milliseconds. */
  nowMs(): number;
  /** The value, or a rejection with the shop's error. */
  call(service: ShopService, operation: string, args?: unknown): Promise<unknown>;
  sleep(ms: number): Promise<void>;
  every(ms: number, run: () => void): void;
  log(text: string): void;
  /** Ends the process as a crash would. Nothing of it runs on. */
  die(): Promise<never>;
}

export interface FakeCode {
  /** Gives the status of the answer; a promise that never resolves is a handler that never answers. */
  handle(request: RawRequest, tools: FakeTools): Promise<number>;
  onLoad?(tools: FakeTools): Promise<void>;
  work?(job: string, data: unknown, tools: FakeTools): Promise<void>;
}

export interface FakeSandbox extends Sandbox {
  /** How often a receiver was started. */
  readonly starts: number;
  /** From now on receivers do not start. */
  refuseStarts(problem: StartProblem): void;
}

export function createFakeSandbox(code: FakeCode): FakeSandbox {
  let starts = 0;
  let problem: StartProblem | null = null;
  return {
    get starts() {
      return starts;
    },
    refuseStarts(refusal) {
      problem = refusal;
    },
    async startReceiver(options) {
      starts += 1;
      if (problem !== null) return { ok: false, problem };
      const receiver = new FakeReceiver(code, options);
      try {
        await code.onLoad?.(receiver.tools(null));
        return { ok: true, receiver };
      } catch (error) {
        return { ok: false, problem: { stage: "load", message: String(error) } };
      }
    },
    async close() {},
  };
}

interface Timer {
  readonly atMs: number;
  readonly fire: () => void;
}

class FakeReceiver implements Receiver {
  readonly ended: Promise<ReceiverOutcome>;
  readonly #code: FakeCode;
  readonly #options: ReceiverOptions;
  readonly #endWith: (outcome: ReceiverOutcome) => void;
  #outcome: ReceiverOutcome | null = null;
  #nowMs: number;
  #streams = 0;
  #calls = 0;
  #timers: Timer[] = [];

  constructor(code: FakeCode, options: ReceiverOptions) {
    const { promise, resolve } = Promise.withResolvers<ReceiverOutcome>();
    this.ended = promise;
    this.#endWith = resolve;
    this.#code = code;
    this.#options = options;
    this.#nowMs = options.nowMs;
  }

  request(request: RawRequest): Exchange {
    this.#streams += 1;
    const streamId = this.#streams;
    const { promise, resolve } = Promise.withResolvers<Awaited<Exchange["finished"]>>();
    const lose = (detail: string) => resolve({ kind: "connection-lost", detail });
    void this.ended.then(() => lose("The receiver is gone."));
    // As in a real process, nothing runs before the request has left.
    const handled = Promise.resolve().then(() => this.#code.handle(request, this.tools(streamId)));
    void handled.then(
      (status) => resolve({ kind: "responded", response: { status, headers: [], bodyBase64: "" } }),
      () => resolve({ kind: "responded", response: { status: 500, headers: [], bodyBase64: "" } }),
    );
    return { streamId, finished: promise, abort: () => lose("The sender gave up.") };
  }

  async runJob(job: string, _jobId: string, data: unknown): Promise<ServiceReply> {
    const gone = this.ended.then((): ServiceReply => failure("The receiver is gone."));
    const done = Promise.resolve(this.#code.work?.(job, data, this.tools(null))).then(
      (): ServiceReply => ({ ok: true, value: null }),
      (error: Error): ServiceReply => failure(error.message),
    );
    return Promise.race([gone, done]);
  }

  async settle() {
    // Everything in here is promises: a few turns of the event loop run all of them dry.
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
    if (this.#outcome !== null) return { kind: "ended" as const, outcome: this.#outcome };
    const times = this.#timers.map(({ atMs }) => atMs);
    return { kind: "idle" as const, nextTimerMs: times.length === 0 ? null : Math.min(...times) };
  }

  async tick(nowMs: number): Promise<void> {
    if (nowMs < this.#nowMs) throw new RangeError("The receiver's clock was moved back.");
    this.#nowMs = nowMs;
    const due = this.#timers.filter(({ atMs }) => atMs <= nowMs);
    this.#timers = this.#timers.filter(({ atMs }) => atMs > nowMs);
    for (const { fire } of due.toSorted((a, b) => a.atMs - b.atMs)) fire();
  }

  async kill(kind: "stopped" | "crash-point"): Promise<ReceiverOutcome> {
    this.#end({ kind, message: "Killed from outside." });
    return this.ended;
  }

  tools(streamId: number | null): FakeTools {
    const { env, onCall, onLog } = this.#options;
    return {
      env,
      nowMs: () => this.#nowMs,
      call: async (service, operation, args = {}) => {
        this.#calls += 1;
        const reply = await onCall({ callId: this.#calls, streamId, service, operation, args });
        if (this.#outcome !== null) return never();
        if (reply.ok) return reply.value;
        throw new Error(reply.error.message);
      },
      sleep: (ms) => new Promise((resolve) => this.#timers.push({ atMs: this.#nowMs + ms, fire: resolve })),
      every: (ms, run) => {
        const arm = () => {
          const fire = () => {
            run();
            arm();
          };
          this.#timers.push({ atMs: this.#nowMs + ms, fire });
        };
        arm();
      },
      log: (text) => onLog("stdout", text, streamId),
      die: () => {
        this.#end({ kind: "crashed", message: "It crashed." });
        return never();
      },
    };
  }

  #end(outcome: ReceiverOutcome): void {
    this.#outcome ??= outcome;
    this.#timers = [];
    this.#endWith(this.#outcome);
  }
}

const never = () => new Promise<never>(() => {});

const failure = (message: string): ServiceReply => ({ ok: false, error: { name: "Error", message } });
