// The vocabulary of the channel: one letter per frame type. Shared with the guest, so nothing else is imported here.
import type { ShopService, SourcePlace } from "../../contract/history.ts";

/** Frames that the supervisor sends. */
export const toChild = {
  /** One file of the receiver: u16 length of the name, name, text. */
  module: "m",
  /** Forgets the files of the receiver, so that those of another one can take their place. */
  forget: "f",
  load: "l",
  /** Ends the receiver without ending the process: what it holds is forgotten, and other code can be loaded. */
  reset: "z",
  /** Between receivers: asks whether they have changed what they share. */
  compare: "c",
  /** A new connection with its first bytes; the id names it from now on. */
  open: "o",
  data: "d",
  close: "x",
  /** The answer to the call with this id. */
  reply: "r",
  job: "j",
  tick: "t",
  /** The time, when no timer is due by then; not answered. */
  time: "n",
  settle: "q",
  ping: "p",
  /** Asks what keeps the child busy. */
  inspect: "i",
} as const;

/** Frames that a child may send. None of them carries a verdict: they are requests, bytes and claims about itself. */
export const fromChild = {
  ready: "R",
  loaded: "L",
  /** Nothing of the last receiver runs any more; what comes from now on is the next one's. */
  reset: "Z",
  compared: "c",
  data: "d",
  close: "x",
  call: "C",
  jobDone: "J",
  ticked: "T",
  idle: "Q",
  pong: "P",
  /** First byte 1 or 2 for stdout or stderr, then text; the id is the connection, or 0. */
  log: "W",
  report: "E",
  busy: "B",
} as const;

export interface LoadMessage {
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly nowMs: number;
}

export interface ErrorMessage {
  readonly name: string;
  readonly message: string;
  readonly code?: string | undefined;
  readonly stack?: string | undefined;
}

export type LoadedMessage =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly stage: "load" | "start";
      readonly error: ErrorMessage;
      /** The import that could not be found, and the file it stands in. */
      readonly missing?: { readonly specifier: string; readonly file: string } | undefined;
    };

export interface CallMessage {
  readonly service: ShopService;
  readonly operation: string;
  readonly args: unknown;
  readonly streamId: number | null;
  readonly source?: SourcePlace | undefined;
}

export type ReportMessage =
  | { readonly kind: "uncaught"; readonly error: ErrorMessage }
  | { readonly kind: "exit"; readonly exitCode: number }
  | { readonly kind: "spinning-on-clock" }
  | { readonly kind: "flooding-output" };

export interface IdleMessage {
  readonly nextTimerMs: number | null;
}

export interface JobMessage {
  readonly job: string;
  readonly jobId: string;
  readonly data: unknown;
}
