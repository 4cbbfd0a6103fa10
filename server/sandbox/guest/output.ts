// Sends what the receiver prints as frames, so that each line is known by the request it belongs to.
import { budgets } from "../budgets.ts";
import { fromChild } from "../channel/frame-types.ts";
import type { GuestChannel } from "./channel.ts";
import { currentStream } from "./services.ts";

const PIECE_BYTES = 60 * 1024;

export interface GuestOutput {
  /** A new request has come: its output is counted anew. */
  refill(): void;
}

/**
 * Redirects `process.stdout` and `process.stderr`, and with them `console`. Output beyond what is shown is not sent
 * at all: a flood would only fill this process's memory. The supervisor counts for itself what does come.
 */
export function installOutput(channel: Pick<GuestChannel, "send">, onFlood: () => void): GuestOutput {
  let bytes = 0;
  const print = (mark: 1 | 2, data: Buffer) => {
    const streamId = currentStream.getStore() ?? 0;
    for (let at = 0; at < data.length; at += PIECE_BYTES) {
      const piece = data.subarray(at, at + PIECE_BYTES);
      const before = bytes;
      bytes += piece.length;
      if (before <= budgets.keptOutputBytes) {
        channel.send(fromChild.log, streamId, Buffer.concat([Buffer.of(mark), piece]));
      }
      if (before <= budgets.outputBytes && bytes > budgets.outputBytes) onFlood();
    }
  };
  redirect(process.stdout, (data) => print(1, data));
  redirect(process.stderr, (data) => print(2, data));
  return {
    refill() {
      bytes = 0;
    },
  };
}

function redirect(stream: NodeJS.WriteStream, print: (data: Buffer) => void): void {
  stream.write = (data: string | Uint8Array, ...rest: unknown[]) => {
    const encoding = typeof rest[0] === "string" ? (rest[0] as BufferEncoding) : "utf8";
    print(typeof data === "string" ? Buffer.from(data, encoding) : Buffer.from(data));
    const done = rest.find((argument) => typeof argument === "function") as Done | undefined;
    // `console` takes anything else than null for an error, and would leave a listener behind.
    if (done !== undefined) process.nextTick(done, null);
    return true;
  };
}

type Done = (error: null) => void;
