// Writes the curl command for a request against a session's live URL.
import type { RawRequest } from "../../server/contract/history.ts";
import { textOf } from "./bytes.ts";

/** Made by curl itself from the request. */
const OWN_HEADERS = new Set(["host", "content-length", "connection", "transfer-encoding"]);

/**
 * @param liveUrl origin of the session's own endpoint
 * @returns a command for a POSIX shell; a body that is not text goes through base64
 */
export function curlCommand(liveUrl: string, { method, path, headers, bodyBase64 }: RawRequest): string {
  const url = new URL(path, liveUrl).href;
  const lines = [
    `curl -i -X ${method} ${quote(url)}`,
    ...headers
      .filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()))
      .map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
  ];
  const text = textOf(bodyBase64);
  if (text !== null && text !== "") lines.push(`--data-binary ${quote(text)}`);
  const command = lines.join(" \\\n  ");
  return text === null ? `echo ${bodyBase64} | base64 -d | ${command} \\\n  --data-binary @-` : command;
}

/** Single quotes keep everything as it is; a quote inside ends, escapes and opens them again. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
