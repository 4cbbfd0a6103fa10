// The review schedule: what is due, how a review went, and the interview that it aims at. This page's clock decides.
import type { Agenda, Day, Judged, Proposal, Rating, SavedReview } from "../../server/contract/review.ts";
import { request, requestJson } from "./request.ts";

export function getAgenda(signal?: AbortSignal): Promise<Agenda> {
  const { at, zone } = clock();
  return requestJson<Agenda>(`/api/review?${new URLSearchParams({ at: String(at), zone })}`, { signal });
}

/** @param card such as `question/secure-endpoints` */
export function proposeReview(card: string, judged: Judged, signal?: AbortSignal): Promise<Proposal> {
  return requestJson<Proposal>("/api/review/proposals", {
    method: "POST",
    body: { card, judged, ...clock() },
    signal,
  });
}

/** @throws ApiError 409 when the card was reviewed today already */
export function saveReview(card: string, chosen: Rating, judged?: Judged): Promise<SavedReview> {
  return requestJson<SavedReview>("/api/review/reviews", {
    method: "POST",
    body: { card, chosen, judged, ...clock() },
  });
}

/** @throws ApiError 409 when it is not the newest review any more */
export async function undoReview(id: number): Promise<void> {
  await request(`/api/review/reviews/${id}`, { method: "DELETE" });
}

/** @param on null for no interview */
export async function aimAtInterview(on: Day | null): Promise<void> {
  if (on === null) await request("/api/review/interview", { method: "DELETE" });
  else await request("/api/review/interview", { method: "PUT", body: { on } });
}

function clock() {
  return { at: Date.now(), zone: new Intl.DateTimeFormat().resolvedOptions().timeZone };
}
