// Webhook, polling and publish/subscribe, measured on the same day of events.
import type { ComparedDay, Comparison } from "../../server/contract/mechanisms.ts";
import { requestJson } from "./request.ts";

export function compareMechanisms(day: ComparedDay, signal?: AbortSignal): Promise<Comparison> {
  const query = new URLSearchParams(Object.entries(day).map(([name, value]) => [name, String(value)]));
  return requestJson<Comparison>(`/api/mechanisms?${query}`, { signal });
}
