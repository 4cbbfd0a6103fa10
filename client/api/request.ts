// One call to the server: JSON in, JSON out, every fault an ApiError.
import { serverGone, toApiError } from "./api-error.ts";
import { reportConnection } from "./connection.ts";

interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** Lets the call outlive the page: for the last save before it closes. At most 64 kB. */
  keepalive?: boolean;
}

/** @throws ApiError for an answer that is not 2xx, and for none; the DOM's AbortError when `signal` fires. */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = "GET", body, signal, keepalive = false } = options;
  const init: RequestInit = { method, keepalive };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "content-type": "application/json" };
  }
  const response = await fetch(path, init).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    reportConnection("gone");
    throw serverGone();
  });
  // While the server builds its page it answers everything with 503; it is not there yet.
  if (response.status === 503) {
    reportConnection("gone");
    throw serverGone();
  }
  reportConnection("connected");
  if (!response.ok) throw await toApiError(response);
  return response;
}

export async function requestJson<Reply>(path: string, options?: RequestOptions): Promise<Reply> {
  const response = await request(path, options);
  return (await response.json()) as Reply;
}
