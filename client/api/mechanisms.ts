// What lessons have the server compute: mechanisms on the same day, attempts during a downtime, a burst.
import type { AskedBurst, Burst } from "../../server/contract/burst.ts";
import type { ComparedDay, Comparison } from "../../server/contract/mechanisms.ts";
import type { AskedHerd, Downtime, Herd, RetryLives } from "../../server/contract/retry-life.ts";
import { requestJson } from "./request.ts";

export const compareMechanisms = (day: ComparedDay, signal?: AbortSignal) =>
  ask<Comparison>("/api/mechanisms", day, signal);
export const getRetryLives = (downtime: Downtime, signal?: AbortSignal) =>
  ask<RetryLives>("/api/mechanisms/retries", downtime, signal);
export const getHerd = (asked: AskedHerd, signal?: AbortSignal) =>
  ask<Herd>("/api/mechanisms/herd", asked, signal);
export const getBurst = (asked: AskedBurst, signal?: AbortSignal) =>
  ask<Burst>("/api/mechanisms/burst", asked, signal);

function ask<Reply>(path: string, asked: object, signal: AbortSignal | undefined): Promise<Reply> {
  const query = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]));
  return requestJson<Reply>(`${path}?${query}`, { signal });
}
