// What goes over the channel between the engine and its isolated process.
import type { SqlStatement } from "../../shop/types.ts";

export type SqlRequest =
  | { readonly kind: "run"; readonly statement: SqlStatement & { readonly seed: number } }
  | { readonly kind: "setUp"; readonly sql: string }
  | { readonly kind: "begin" | "commit" | "rollback" | "view" };

export type SqlAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: { code: string; message: string; lostTransaction: boolean } }
  /** A bug of ours in the process; never the statement's fault. */
  | { readonly ok: false; readonly bug: string };

/** Frame types. A message longer than a frame goes as parts, then its end. */
export const frame = {
  ready: "k",
  request: "q",
  /** An empty database in place of the one that is open. */
  reset: "z",
  imagePart: "i",
  imageEnd: "I",
  answerPart: "r",
  answerEnd: "R",
} as const;

/** Below the channel's limit for one frame. */
export const PART_BYTES = 512 * 1024;

/** Cuts bytes into parts; the last one, perhaps empty, ends the message. */
export function sendInParts(bytes: Uint8Array, send: (part: Uint8Array, isLast: boolean) => void): void {
  let at = 0;
  for (; bytes.length - at > PART_BYTES; at += PART_BYTES) send(bytes.subarray(at, at + PART_BYTES), false);
  send(bytes.subarray(at), true);
}
