// What a receiver prints: passed on up to a budget, counted beyond it, never left untold.
import { StringDecoder } from "node:string_decoder";
import { budgets } from "./budgets.ts";
import type { IsolatedProcess } from "./isolation/launch.ts";
import { withoutRoot } from "./places.ts";
import type { ReceiverOptions } from "./types.ts";

const TAIL_CHARACTERS = 4_000;
/** Counted for each piece, so that a flood of empty ones is one too. */
const LINE_COST_BYTES = 16;
/** More than this of what was read is not kept together. */
const PIECE_CHARACTERS = 60 * 1024;

export interface Output {
  /** A log frame: its first byte says which stream. */
  frame(payload: Buffer, streamId: number | null): void;
  /**
   * What is written to the real descriptors, past `process.stdout`: by Node itself, or by `fs.writeSync(1)`.
   * It comes in pieces that nobody cut on purpose, so it is kept until `flush`; a process's last words are one log.
   * The returned function ends the reading.
   */
  readFrom(process: Pick<IsolatedProcess, "stdout" | "stderr">): () => void;
  /** Passes on what was read from the descriptors, at a moment at which the process prints nothing more. */
  flush(): void;
  stderrTail(): string;
  /** A new request has come: its output is counted anew. */
  refill(): void;
}

export function createOutput(onLog: ReceiverOptions["onLog"], onFlood: () => void): Output {
  let bytes = 0;
  let tail = "";
  const untold = { stdout: "", stderr: "" };
  const pass = (stream: "stdout" | "stderr", text: string, streamId: number | null) => {
    const before = bytes;
    bytes += LINE_COST_BYTES + Buffer.byteLength(text);
    if (bytes > budgets.outputBytes) return onFlood();
    if (before > budgets.keptOutputBytes) return;
    onLog(stream, withoutRoot(text), streamId);
    if (bytes > budgets.keptOutputBytes) {
      onLog("stderr", `Output beyond ${budgets.keptOutputBytes / 1024} KB is not shown.\n`, streamId);
    }
  };
  const flush = () => {
    for (const name of ["stdout", "stderr"] as const) {
      const text = untold[name];
      untold[name] = "";
      if (text !== "") pass(name, text, null);
    }
  };
  return {
    frame(payload, streamId) {
      pass(payload[0] === 2 ? "stderr" : "stdout", payload.toString("utf8", 1), streamId);
    },
    readFrom(process) {
      const stops = (["stdout", "stderr"] as const).map((name) => {
        const decoder = new StringDecoder("utf8");
        const read = (chunk: Buffer) => {
          const text = decoder.write(chunk);
          if (name === "stderr") tail = (tail + text).slice(-TAIL_CHARACTERS);
          untold[name] += text;
          if (untold[name].length > PIECE_CHARACTERS) flush();
        };
        process[name].on("data", read);
        return () => process[name].off("data", read);
      });
      return () => {
        for (const stop of stops) stop();
        flush();
      };
    },
    flush,
    stderrTail: () => tail,
    refill() {
      bytes = 0;
    },
  };
}
