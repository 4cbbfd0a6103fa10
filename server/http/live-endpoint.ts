// Gives a live session a real URL of its own, so that curl or any other client can call the handler.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { AttemptOutcome, HeaderPairs, RawRequest } from "../contract/history.ts";
import { judgeOrigin, ownAuthorities } from "./guard.ts";

export const MAX_EXTERNAL_BODY_BYTES = 1_000_000;

export interface LiveEndpoint {
  /** For example `http://127.0.0.1:45213`: another port, hence another origin than the page's. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Listens on a free loopback port and passes each request on, bytes and header case as they came.
 * It has an origin of its own, so whatever a handler answers can never run as a script of the page; and it refuses
 * browsers' cross-origin requests, so that no web page can play against a session.
 */
export async function openLiveEndpoint(
  pass: (request: RawRequest) => Promise<AttemptOutcome>,
): Promise<LiveEndpoint> {
  const server = createServer((request, response) => {
    answer(request, response, pass).catch((error: unknown) => fail(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  pass: (request: RawRequest) => Promise<AttemptOutcome>,
) {
  const refusal = judgeOrigin(request, ownAuthorities(request.socket.localPort ?? 0, "127.0.0.1"));
  if (refusal) return explain(response, 403, refusal.detail);
  const body = await readBody(request);
  if (body === null)
    return explain(response, 413, `A request may carry up to ${MAX_EXTERNAL_BODY_BYTES} bytes.`);
  const outcome = await pass({
    method: request.method ?? "GET",
    path: request.url ?? "/",
    headers: pairs(request.rawHeaders),
    bodyBase64: body.toString("base64"),
  });
  relay(response, outcome);
}

/** The whole body, or null when it is larger than allowed (the rest is then read and dropped). */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_EXTERNAL_BODY_BYTES) chunks.push(chunk);
  }
  return bytes <= MAX_EXTERNAL_BODY_BYTES ? Buffer.concat(chunks) : null;
}

function pairs(rawHeaders: readonly string[]): HeaderPairs {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[index * 2] ?? "",
    rawHeaders[index * 2 + 1] ?? "",
  ]);
}

const connectionHeaders = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"]);

function relay(response: ServerResponse, outcome: AttemptOutcome) {
  if (outcome.kind === "responded" || outcome.kind === "reply-lost") {
    const { status, headers, bodyBase64 } = outcome.response;
    const kept = headers.filter(([name]) => !connectionHeaders.has(name.toLowerCase()));
    response.writeHead(status, kept.flat()).end(Buffer.from(bodyBase64, "base64"));
  } else if (outcome.kind === "timed-out") {
    explain(
      response,
      504,
      `The handler did not answer within ${outcome.timeoutMs / 1000} s of its own time.`,
    );
  } else if (outcome.kind === "connection-refused") {
    explain(response, 503, "The receiver is down. Advance the clock past the outage, or restart it.");
  } else {
    explain(response, 502, `The receiver cut the connection: ${outcome.detail}`);
  }
}

/** Answers of the sandbox itself, marked so that nobody takes them for the handler's. */
function explain(response: ServerResponse, status: number, text: string) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "hookproof-sandbox": "true" });
  response.end(`${text}\n`);
}

function fail(response: ServerResponse, error: unknown) {
  if (response.headersSent) response.destroy();
  else explain(response, 503, error instanceof Error ? error.message : String(error));
}

function close(server: Server) {
  return new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
