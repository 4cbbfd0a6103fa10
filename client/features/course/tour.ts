// Puts an entry of a history into words and figures for a reader.
import type { HistoryEntry, RawRequest } from "../../../server/contract/history.ts";

/** The entry as text, as it went over the wire or into the ledger. */
export function describeEntry(entry: HistoryEntry): string {
  switch (entry.kind) {
    case "event-created":
      return JSON.stringify(entry.payload, null, 2);
    case "attempt-started":
      return describeRequest(entry.request);
    case "attempt-finished":
      return describeOutcome(entry.outcome);
    case "effect":
      return entry.summary;
    case "shop-called":
      return `${entry.service}.${entry.operation}: ${entry.summary}`;
    case "receiver-started":
      return "POST /webhooks/payment is being served.";
    default:
      return "";
  }
}

function describeOutcome(outcome: Extract<HistoryEntry, { kind: "attempt-finished" }>["outcome"]): string {
  if (outcome.kind !== "responded" && outcome.kind !== "reply-lost") return outcome.kind;
  const { status, bodyBase64 } = outcome.response;
  const body = decode(bodyBase64);
  return `HTTP/1.1 ${status}${body === "" ? "" : `\n\n${body}`}`;
}

/** Headers that every HTTP request has say nothing here. */
const dull = new Set(["host", "content-length", "connection", "user-agent"]);

function describeRequest({ method, path, headers, bodyBase64 }: RawRequest): string {
  const told = headers.filter(([name]) => !dull.has(name.toLowerCase()));
  return [
    `${method} ${path}`,
    ...told.map(([name, value]) => `${name.toLowerCase()}: ${value}`),
    "",
    decode(bodyBase64),
  ].join("\n");
}

function decode(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}
