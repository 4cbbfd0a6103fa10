// What an attacker's script can do. Every call leaves the sandbox and is answered when the world has played it.
import { queue } from "shop";

/** Header names and values in their order. */
type Headers = [name: string, value: string][];

export interface AttackRequest {
  method?: string;
  path?: string;
  headers: Headers;
  /** The raw body as text. */
  body: string;
}

/** What a genuine event is about, and how the provider writes and signs it. */
export interface About {
  orderId?: string;
  /** Overrides fields of the payload's data. */
  fields?: Record<string, unknown>;
  encoding?: "spaced" | "compact" | "indented" | "reordered" | "escaped" | "float-numbers";
  /** While the secret is rotated: which keys sign, in this order. */
  signedBy?: ("current" | "previous" | "unknown-version")[];
}

export interface AttackAnswer {
  /** The status of the answer; 0 when there was none. */
  status: number;
  body: string;
  /** What happened instead of an answer, e.g. `timed-out`. */
  failure?: string;
}

const ask = async <Result>(operation: string, args: unknown): Promise<Result> =>
  (await queue.add(`attacker.${operation}`, args)) as unknown as Result;

export const attacker = {
  /** A customer pays (or another event happens); gives the request of its first attempt, as it was on the wire. */
  capture: (type?: string, about: About = {}): Promise<Required<AttackRequest>> =>
    ask("capture", { type, ...about }),

  /** The same, but at once: while the receiver is still at work on it. */
  overhear: (type?: string, about: About = {}): Promise<Required<AttackRequest>> =>
    ask("overhear", { type, ...about }),

  /** Sends a request. Those that are sent without waiting for each other arrive at the same moment. */
  send: (request: AttackRequest): Promise<AttackAnswer> => ask("send", request),

  /** The headers that a body would have to have, signed with a secret that you know or guess. */
  sign: (body: string, secret: string, about: { id?: string; timestamp?: number } = {}): Promise<Headers> =>
    ask("sign", { body, secret, ...about }),

  /** An attack or a trouble of the catalogue, e.g. `replay-attack` or `overlapping-duplicate`. */
  use: (attack: string): Promise<AttackAnswer[]> => ask("use", { attack }),

  /** Lets virtual time pass. */
  wait: (ms: number): Promise<void> => ask("wait", { ms }),

  /** The receiver is down for so long. */
  outage: (ms: number): Promise<void> => ask("outage", { ms }),

  /** The receiver's power is cut, and it starts again. */
  restart: (): Promise<void> => ask("restart", {}),
};
