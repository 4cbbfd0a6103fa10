// One end of an HTTP connection that exists only as frames; node:http takes it for a socket.
import { Duplex } from "node:stream";

export interface Carrier {
  /** Carries bytes to the other end; false asks to wait for `drained`. */
  send(bytes: Uint8Array): boolean;
  drained(listener: () => void): void;
  /** Tells the other end that this one is closed. Called once. */
  close(): void;
}

/** The carrier cuts what is written into frames of at most this size, far below the frame limit. */
const PIECE_BYTES = 64 * 1024;

export class VirtualConnection extends Duplex {
  readonly remoteAddress = "127.0.0.1";
  readonly remoteFamily = "IPv4";
  readonly remotePort = 49152;
  readonly #carrier: Carrier;
  #isClosed = false;

  constructor(carrier: Carrier) {
    super({ allowHalfOpen: true });
    this.#carrier = carrier;
  }

  /** The other end has closed: what it sent can still be read, nothing can be sent. */
  remoteClosed(): void {
    this.#isClosed = true;
    this.push(null);
    // Without a reader the end would never be noticed.
    this.resume();
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#send(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: () => void): void {
    this.#close();
    done();
  }

  override _destroy(_error: Error | null, done: (error?: Error | null) => void): void {
    this.#close();
    done(null);
  }

  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  #send(bytes: Buffer, done: () => void): void {
    if (this.#isClosed) {
      done();
      return;
    }
    let ready = true;
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      ready = this.#carrier.send(bytes.subarray(at, at + PIECE_BYTES));
    }
    if (ready) done();
    else this.#carrier.drained(done);
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#carrier.close();
  }
}
