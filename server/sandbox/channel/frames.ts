// Frames over two one-way pipes, `[u32 length][u8 type][u32 id][bytes]`: the only way in and out of a child.
import type { Readable, Writable } from "node:stream";

const HEADER_BYTES = 9;
const SMALL_PAYLOAD_BYTES = 16 * 1024;
const EMPTY = Buffer.alloc(0);

export interface Frame {
  /** One ASCII character. */
  readonly type: string;
  readonly id: number;
  /** A view on the received chunk: copy what is kept. */
  readonly payload: Buffer;
}

export interface FrameChannel {
  /** Sends one frame; false asks the caller to wait for `drained` before sending more. */
  send(type: string, id: number, payload?: Uint8Array | string): boolean;
  /** Calls back once when what was sent has left this process. */
  drained(listener: () => void): void;
}

export interface FrameListener {
  onFrame(frame: Frame): void;
  /** The bytes are no frames; nothing more is read. */
  onViolation(reason: string): void;
  onEnd(): void;
}

export interface ChannelPipes {
  readonly input: Readable;
  readonly output: Writable;
  readonly maxFrameBytes: number;
  /** Sends a little later what is sent, together with what follows. */
  readonly gathers?: boolean;
}

/** Joins two pipes to a channel. `maxFrameBytes` is checked before a frame's bytes are buffered. */
export function openFrameChannel(pipes: ChannelPipes, listener: FrameListener): FrameChannel {
  const { input, output } = pipes;
  const decoder = createFrameDecoder(pipes.maxFrameBytes, listener);
  input.on("data", (chunk: Buffer) => {
    if (!decoder.push(chunk)) input.destroy();
  });
  input.on("close", () => listener.onEnd());
  // A pipe whose other end died fails on both sides; the end of the process says why.
  input.on("error", () => {});
  output.on("error", () => {});
  const write =
    pipes.gathers === true ? createGatherer(output) : (parts: Buffer[]) => writeAll(output, parts);
  return {
    send(type, id, payload = EMPTY) {
      if (output.destroyed || !output.writable) return true;
      return write(encodeFrame(type, id, payload));
    },
    drained(callback) {
      output.once("drain", callback);
    },
  };
}

/** Writes what is sent within one turn of the event loop at once: each write would wake the other process up. */
function createGatherer(output: Writable): (parts: Buffer[]) => boolean {
  let gathered: Buffer[] = [];
  const flush = () => {
    const parts = gathered;
    gathered = [];
    if (!output.destroyed && output.writable) writeAll(output, parts);
  };
  return (parts) => {
    if (gathered.length === 0) setImmediate(flush);
    gathered.push(...parts);
    return !output.writableNeedDrain;
  };
}

/** Encodes a frame as one buffer, or as header and payload where a copy would cost more than a second write. */
export function encodeFrame(type: string, id: number, payload: Uint8Array | string): Buffer[] {
  const bytes = typeof payload === "string" ? Buffer.from(payload, "utf8") : payload;
  const isSmall = bytes.length <= SMALL_PAYLOAD_BYTES;
  const head = Buffer.allocUnsafe(isSmall ? HEADER_BYTES + bytes.length : HEADER_BYTES);
  head.writeUInt32LE(bytes.length, 0);
  head.writeUInt8(type.charCodeAt(0), 4);
  head.writeUInt32LE(id, 5);
  if (!isSmall) return [head, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)];
  head.set(bytes, HEADER_BYTES);
  return [head];
}

function writeAll(output: Writable, parts: readonly Buffer[]): boolean {
  if (parts.length === 1) return output.write(parts[0]);
  output.cork();
  let ready = true;
  for (const part of parts) ready = output.write(part);
  output.uncork();
  return ready;
}

/** Cuts a byte stream into frames. `push` returns false once the stream has broken the format. */
export function createFrameDecoder(
  maxFrameBytes: number,
  listener: Pick<FrameListener, "onFrame" | "onViolation">,
): { push(chunk: Buffer): boolean } {
  let rest: Buffer = EMPTY;
  let broken = false;
  /** Bytes that `rest` must hold before it is worth looking again; keeps a slow large frame linear. */
  const parts: Buffer[] = [];
  let partBytes = 0;
  let wantedBytes = HEADER_BYTES;

  function take(buffer: Buffer): Buffer | null {
    let at = 0;
    while (buffer.length - at >= HEADER_BYTES) {
      const length = buffer.readUInt32LE(at);
      if (length > maxFrameBytes) {
        broken = true;
        listener.onViolation(`a frame of ${length} bytes, and ${maxFrameBytes} are allowed`);
        return null;
      }
      const end = at + HEADER_BYTES + length;
      if (end > buffer.length) {
        wantedBytes = end - at;
        return buffer.subarray(at);
      }
      listener.onFrame({
        type: String.fromCharCode(buffer.readUInt8(at + 4)),
        id: buffer.readUInt32LE(at + 5),
        payload: buffer.subarray(at + HEADER_BYTES, end),
      });
      at = end;
    }
    wantedBytes = HEADER_BYTES;
    return buffer.subarray(at);
  }

  return {
    push(chunk) {
      if (broken) return false;
      parts.push(chunk);
      partBytes += chunk.length;
      if (rest.length + partBytes < wantedBytes) return true;
      const buffer = rest.length === 0 && parts.length === 1 ? chunk : Buffer.concat([rest, ...parts]);
      parts.length = 0;
      partBytes = 0;
      rest = take(buffer) ?? EMPTY;
      return !broken;
    },
  };
}
