// One HTTP request over a virtual connection: our exact bytes go out, node:http reads what comes back.
import http from "node:http";
import type { RawRequest } from "../contract/history.ts";
import { budgets } from "./budgets.ts";
import { type Carrier, VirtualConnection } from "./channel/virtual-connection.ts";
import type { Exchange } from "./types.ts";

type Finish = Awaited<Exchange["finished"]>;

export interface OpenExchange {
  readonly exchange: Exchange;
  /** Bytes from the receiver. */
  receive(bytes: Buffer): void;
  /** The receiver closed the connection, or is gone. */
  closed(detail: string): void;
}

/** Opens the reading half. The caller sends `requestBytes` and calls `carrier.close` through to the receiver. */
export function openExchange(
  streamId: number,
  method: string,
  carrier: Pick<Carrier, "close">,
): OpenExchange {
  const { promise: finished, resolve } = Promise.withResolvers<Finish>();
  // The client only reads: the head that it would send is dropped in favour of the exact bytes.
  const connection = new VirtualConnection({
    send: () => true,
    drained: () => {},
    close: () => carrier.close(),
  });
  let lostDetail = "The receiver closed the connection before a complete answer.";
  const finish = (outcome: Finish) => {
    resolve(outcome);
    connection.destroy();
  };
  const lose = (detail: string) => finish({ kind: "connection-lost", detail });

  const request = http.request({
    createConnection: () => connection,
    // An answer to HEAD has no body whatever its headers say, so the reader has to know.
    method: method === "HEAD" ? "HEAD" : "POST",
    headers: { Host: "receiver", "Content-Length": 0 },
  });
  request.on("response", (response) => {
    collect(response, lose, (body) => finish(respondedBy(response, body)));
    response.on("error", () => lose(lostDetail));
  });
  request.on("upgrade", (response) => finish(respondedBy(response, Buffer.alloc(0))));
  request.on("error", (error: NodeJS.ErrnoException) => {
    const isMalformed = error.code?.startsWith("HPE_") === true;
    lose(isMalformed ? `The answer is not valid HTTP: ${error.message}.` : lostDetail);
  });
  request.end();

  return {
    exchange: { streamId, finished, abort: () => lose("The sender closed the connection.") },
    receive(bytes) {
      if (!connection.destroyed) connection.push(bytes);
    },
    closed(detail) {
      lostDetail = detail;
      if (!connection.destroyed) connection.remoteClosed();
    },
  };
}

/** The request exactly as given; only a missing Content-Length is added, because no receiver could read the body. */
export function requestBytes(request: RawRequest): Buffer {
  const body = Buffer.from(request.bodyBase64, "base64");
  const has = (name: string) => request.headers.some(([key]) => key.toLowerCase() === name);
  const needsLength = body.length > 0 || ["POST", "PUT", "PATCH"].includes(request.method.toUpperCase());
  const headers = [...request.headers];
  if (needsLength && !has("content-length") && !has("transfer-encoding")) {
    headers.push(["Content-Length", String(body.length)]);
  }
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const head = `${request.method} ${request.path} HTTP/1.1\r\n${lines}\r\n`;
  // Header text is Latin-1 on the wire; what does not fit is sent as UTF-8, as most clients do.
  const isLatin1 = [...head].every((character) => character.charCodeAt(0) <= 0xff);
  return Buffer.concat([Buffer.from(head, isLatin1 ? "latin1" : "utf8"), body]);
}

function collect(
  response: http.IncomingMessage,
  lose: (detail: string) => void,
  done: (body: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > budgets.responseBytes) {
      return lose(`The answer is larger than ${budgets.responseBytes / 1024 / 1024} MB; the sender gave up.`);
    }
    chunks.push(chunk);
  });
  response.on("end", () => {
    if (response.complete) done(Buffer.concat(chunks));
  });
}

function respondedBy(response: http.IncomingMessage, body: Buffer): Finish {
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < response.rawHeaders.length; at += 2) {
    headers.push([response.rawHeaders[at] ?? "", response.rawHeaders[at + 1] ?? ""]);
  }
  return {
    kind: "responded",
    response: { status: response.statusCode ?? 0, headers, bodyBase64: body.toString("base64") },
  };
}
