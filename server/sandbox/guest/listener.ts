// Gives the receiver its requests: an Express app, a plain listener or an http.Server, over virtual connections.
import http from "node:http";
import net from "node:net";
import type { Duplex } from "node:stream";
import timers from "node:timers";
import { fromChild } from "../channel/frame-types.ts";
import { VirtualConnection } from "../channel/virtual-connection.ts";
import type { GuestChannel } from "./channel.ts";
import { currentStream } from "./services.ts";

export interface Listener {
  /** Takes the default export, or the server that called `listen` while loading. False if neither serves requests. */
  adopt(exported: unknown): boolean;
  open(streamId: number, bytes: Buffer): void;
  data(streamId: number, bytes: Buffer): void;
  close(streamId: number): void;
  /** Forgets the server and every connection without a word to either, as if the process had died. */
  forget(): void;
}

/** The real one: a virtual clock replaces it later. */
const { clearInterval } = timers;

export function createListener(channel: Pick<GuestChannel, "send" | "drained">): Listener {
  let connections = new Map<number, VirtualConnection>();
  let listening: http.Server | null = null;
  let server: http.Server | null = null;
  patchListen((found) => {
    listening ??= found;
  });

  return {
    adopt(exported) {
      server = serverOf(exported) ?? listening;
      if (server !== null) prepare(server);
      return server !== null;
    },
    open(streamId, bytes) {
      const own = connections;
      const isForgotten = () => own !== connections;
      const connection = new VirtualConnection({
        send: (piece) => isForgotten() || channel.send(fromChild.data, streamId, piece),
        drained: (done) => channel.drained(done),
        close() {
          own.delete(streamId);
          if (!isForgotten()) channel.send(fromChild.close, streamId);
        },
      });
      connection.on("error", () => {});
      connections.set(streamId, connection);
      currentStream.run(streamId, () => {
        streamOf.set(connection, streamId);
        server?.emit("connection", connection);
        connection.push(bytes);
      });
    },
    data(streamId, bytes) {
      currentStream.run(streamId, () => connections.get(streamId)?.push(bytes));
    },
    close(streamId) {
      const connection = connections.get(streamId);
      connections.delete(streamId);
      currentStream.run(streamId, () => {
        connection?.remoteClosed();
        connection?.destroy();
      });
    },
    forget() {
      connections = new Map();
      if (listening !== null) stopTracking(listening);
      listening = null;
      server = null;
    },
  };
}

const streamOf = new WeakMap<Duplex, number>();

function serverOf(exported: unknown): http.Server | null {
  if (exported instanceof http.Server) return exported;
  return typeof exported === "function" ? http.createServer(exported as http.RequestListener) : null;
}

/** Real time limits have no place on a virtual clock; every request runs in the context of its own connection. */
export function prepare(server: http.Server): void {
  Object.assign(server, { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, timeout: 0 });
  const emit = server.emit.bind(server);
  server.emit = (name: string | symbol, ...args: unknown[]) => {
    const [request] = args;
    const streamId = request instanceof http.IncomingMessage ? streamOf.get(request.socket) : undefined;
    return streamId === undefined
      ? emit(name, ...args)
      : currentStream.run(streamId, () => emit(name, ...args));
  };
}

/** Node's own check of a listening server's connections would keep the server in memory for ever. */
function stopTracking(server: http.Server): void {
  const check = Object.getOwnPropertySymbols(server).find(({ description }) =>
    description?.endsWith("connectionsCheckingInterval"),
  );
  if (check !== undefined) clearInterval(Reflect.get(server, check));
}

/** `app.listen(3000)` is what people write: the server is remembered and believes that it listens. */
function patchListen(remember: (server: http.Server) => void): void {
  net.Server.prototype.listen = function listen(this: net.Server, ...args: unknown[]) {
    if (!(this instanceof http.Server)) throw new Error("Only an HTTP server can listen in the sandbox.");
    remember(this);
    const [first] = args;
    const port =
      Number(typeof first === "object" && first !== null ? Reflect.get(first, "port") : first) || 3000;
    const callback = args.find((argument) => typeof argument === "function");
    if (callback !== undefined) this.once("listening", callback as () => void);
    this.address = () => ({ address: "127.0.0.1", family: "IPv4", port });
    Object.defineProperty(this, "listening", { value: true, configurable: true });
    process.nextTick(() => this.emit("listening"));
    return this;
  };
}
