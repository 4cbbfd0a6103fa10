// What the rest of the server knows of a sandboxed receiver: requests in, calls out, time given, one named ending.
import type {
  AttemptOutcome,
  RawRequest,
  ReceiverOutcome,
  ShopService,
  SourcePlace,
} from "../contract/history.ts";
import type { StartProblem } from "../contract/session.ts";

/** A shop call made by the handler. It is a request, never a claim: what happens is decided outside the child. */
export interface ServiceCall {
  /** Unique within one receiver process. */
  readonly callId: number;
  /** The request in whose handling the call was made, or null outside one. A label for people, not evidence. */
  readonly streamId: number | null;
  readonly service: ShopService;
  readonly operation: string;
  readonly args: unknown;
  readonly source?: SourcePlace;
}

export type ServiceReply =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly error: { readonly name: string; readonly message: string; readonly code?: string };
    };

export interface ReceiverOptions {
  /** File name to TypeScript or JavaScript text; the entry is handler.ts or handler.js. */
  readonly files: Readonly<Record<string, string>>;
  /** The receiver's whole environment, e.g. WEBHOOK_SECRET. */
  readonly env: Readonly<Record<string, string>>;
  /** Virtual Unix time in milliseconds at which the receiver's clock starts. */
  readonly nowMs: number;
  /** Answers a shop call. May answer late; the child waits. Must not reject. */
  onCall(call: ServiceCall): Promise<ServiceReply>;
  onLog(stream: "stdout" | "stderr", text: string, streamId: number | null): void;
}

export interface Exchange {
  /** Marks this request's calls and logs. */
  readonly streamId: number;
  /** Resolves with the answer, or with how the connection ended. Never rejects; has no time limit of its own. */
  readonly finished: Promise<Extract<AttemptOutcome, { kind: "responded" | "connection-lost" }>>;
  /** The sender gives up: closes the connection. */
  abort(): void;
}

export type Settled =
  /** Nothing runs and nothing can, until a request, an answer or time arrives. */
  | { readonly kind: "idle"; readonly nextTimerMs: number | null }
  | { readonly kind: "ended"; readonly outcome: ReceiverOutcome };

export interface Receiver {
  /** Resolves once, when it is gone, with the named reason. Never rejects. */
  readonly ended: Promise<ReceiverOutcome>;
  /** Sends the exact bytes as one real HTTP/1.1 request over a virtual connection. */
  request(request: RawRequest): Exchange;
  /** Runs a worker registered by `queue.process`; resolves with how it went. Never rejects. */
  runJob(job: string, jobId: string, data: unknown): Promise<ServiceReply>;
  /**
   * Waits until the child is exactly idle: no microtask, thread-pool work or immediate is left in it. Calls that
   * `onCall` has not answered yet do not hold it up, so hold the clock while an answer is on its way.
   */
  settle(): Promise<Settled>;
  /**
   * Moves the child's clock to exactly `nowMs` (virtual Unix ms), firing the timers due by then: each at its own moment,
   * or, when the machine is said to have `slept`, once and late.
   */
  tick(nowMs: number, slept?: boolean): Promise<void>;
  /** SIGKILL now (in a warm sandbox what equals it); `ended` resolves with `kind` when the receiver is gone. */
  kill(kind: "stopped" | "crash-point"): Promise<ReceiverOutcome>;
}

export type StartResult =
  | { readonly ok: true; readonly receiver: Receiver }
  | { readonly ok: false; readonly problem: StartProblem };

/** Starts receivers from a prewarmed pool in the strongest tier that held on this machine. */
export interface Sandbox {
  startReceiver(options: ReceiverOptions): Promise<StartResult>;
  /** Kills every child and removes what was made on disk. */
  close(): Promise<void>;
}
