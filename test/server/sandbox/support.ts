// Starts receivers for the sandbox's tests and keeps what they call and print.
import type { RawRequest } from "../../../server/contract/history.ts";
import type {
  Receiver,
  ReceiverOptions,
  Sandbox,
  ServiceCall,
  ServiceReply,
} from "../../../server/sandbox/types.ts";

/** 1 January 2030, 00:00 UTC. */
export const START_MS = Date.UTC(2030, 0, 1);

export interface Started {
  readonly receiver: Receiver;
  readonly calls: ServiceCall[];
  readonly logs: { stream: string; text: string; streamId: number | null }[];
  post(body?: string, headers?: [string, string][], path?: string): Promise<Reply>;
  get(path: string): Promise<Reply>;
}

export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}

export type Files = string | Readonly<Record<string, string>>;

interface StartOptions extends Partial<Pick<ReceiverOptions, "env" | "nowMs">> {
  answer?(call: ServiceCall): ServiceReply | Promise<ServiceReply>;
}

/** The problem or the receiver, with calls answered at once (by default with an empty list of rows). */
export async function tryStart(sandbox: Sandbox, files: Files, options: StartOptions = {}) {
  const calls: ServiceCall[] = [];
  const logs: Started["logs"] = [];
  const result = await sandbox.startReceiver({
    files: typeof files === "string" ? { "handler.ts": files } : files,
    env: options.env ?? {},
    nowMs: options.nowMs ?? START_MS,
    async onCall(call) {
      calls.push(call);
      return (await options.answer?.(call)) ?? { ok: true, value: [] };
    },
    onLog: (stream, text, streamId) => logs.push({ stream, text, streamId }),
  });
  return { result, calls, logs };
}

export async function start(sandbox: Sandbox, files: Files, options: StartOptions = {}): Promise<Started> {
  const { result, calls, logs } = await tryStart(sandbox, files, options);
  if (!result.ok) throw new Error(`The receiver did not start: ${JSON.stringify(result.problem)}`);
  const { receiver } = result;
  const send = async (request: RawRequest): Promise<Reply> => {
    const outcome = await receiver.request(request).finished;
    if (outcome.kind !== "responded") throw new Error(`No answer: ${outcome.detail}`);
    const { status, headers, bodyBase64 } = outcome.response;
    return { status, headers, text: Buffer.from(bodyBase64, "base64").toString("utf8") };
  };
  return {
    receiver,
    calls,
    logs,
    post: (body = "", headers = [], path = "/webhooks/payment") =>
      send(rawRequest({ body, headers: [["Host", "shop.test"], ...headers], path })),
    get: (path) => send(rawRequest({ method: "GET", headers: [["Host", "shop.test"]], path })),
  };
}

export function rawRequest(parts: {
  method?: string;
  path?: string;
  headers?: [string, string][];
  body?: string | Uint8Array;
}): RawRequest {
  return {
    method: parts.method ?? "POST",
    path: parts.path ?? "/webhooks/payment",
    headers: parts.headers ?? [["Host", "shop.test"]],
    bodyBase64: Buffer.from(parts.body ?? "").toString("base64"),
  };
}

/** A receiver that answers every request with what `body`, an expression or statements, sends. */
export const handlerOf = (body: string) => `export default async (request, response) => { ${body} };`;

export const okHandler = handlerOf('response.end("fine");');
