// Asks an OpenAI-compatible endpoint, and takes no for an answer: short patience, small replies, no redirects.
import { UselessReply } from "./reply.ts";

export interface Endpoint {
  /** Such as `http://127.0.0.1:1234/v1`. */
  readonly url: URL;
  readonly model: string;
  readonly key?: string | undefined;
}

export const MAX_REPLY_BYTES = 200_000;
export const PATIENCE_MS = 15_000;

/** The endpoint cannot do what `response_format` asks for. */
export class UnknownFormat extends UselessReply {}

/** @returns the reply's text. @throws UselessReply, whatever went wrong */
export async function ask({ url, key }: Endpoint, body: unknown, patienceMs: number): Promise<string> {
  const address = new URL(`${url.pathname.replace(/\/$/, "")}/chat/completions`, url);
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.status === 400) throw new UnknownFormat("The endpoint refused the request (400).");
    if (!response.ok) throw new UselessReply(`The endpoint answered with ${response.status}.`);
    return await readLimited(response);
  } catch (error) {
    throw asUseless(error, patienceMs);
  }
}

async function readLimited(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_REPLY_BYTES) throw new UselessReply("The endpoint's reply is far too long.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** What is told never holds the address with its secrets, nor the key. */
function asUseless(error: unknown, patienceMs: number): UselessReply {
  if (error instanceof UselessReply) return error;
  if (error instanceof DOMException && error.name === "TimeoutError")
    return new UselessReply(`The endpoint did not answer within ${patienceMs / 1_000} seconds.`);
  return new UselessReply("The endpoint could not be reached, or broke off, or sent us elsewhere.");
}
