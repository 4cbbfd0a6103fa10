// One server-sent event stream: JSON messages, heartbeats, and back-pressure that ends a reader who stopped reading.
import type { Response } from "express";

const HEARTBEAT_MS = 15_000;
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;

export interface EventStream {
  send(message: unknown): void;
  close(): void;
}

/** Opens the stream; `onClose` is called once, whoever ends it. */
export function openEventStream(response: Response, onClose: () => void): EventStream {
  response.set({ "content-type": "text/event-stream", "cache-control": "no-store" });
  response.flushHeaders();
  response.write("retry: 1000\n\n");
  const heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MS);
  response.once("close", () => {
    clearInterval(heartbeat);
    onClose();
  });
  return {
    send(message) {
      if (response.writableEnded || response.destroyed) return;
      response.write(`data: ${JSON.stringify(message)}\n\n`);
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
    },
    close: () => response.end(),
  };
}
