// What the learner has done: milestones, and where they were last.
import type { Attempt, Milestone, ProgressView, Standing } from "../../server/contract/progress.ts";
import { forgetLocalDrafts } from "./drafts.ts";
import { request, requestJson } from "./request.ts";

export function getProgress(signal?: AbortSignal): Promise<ProgressView> {
  return requestJson<ProgressView>("/api/progress", { signal });
}

export async function saveMilestone(milestone: Milestone): Promise<void> {
  await request("/api/progress/milestones", { method: "PUT", body: milestone, keepalive: true });
}

/** All graded answers, oldest first. */
export function getAttempts(signal?: AbortSignal): Promise<Attempt[]> {
  return requestJson<Attempt[]>("/api/progress/attempts", { signal });
}

export function getStanding(signal?: AbortSignal): Promise<Standing> {
  return requestJson<Standing>("/api/progress/standing", { signal });
}

export async function addAttempt(attempt: Attempt): Promise<void> {
  await request("/api/progress/attempts", { method: "POST", body: attempt, keepalive: true });
}

/** @param path a path of this site, such as `/learn/a-live-handler`. */
export async function saveLastPlace(path: string): Promise<void> {
  await request("/api/progress/last-place", { method: "PUT", body: { path }, keepalive: true });
}

/** Forgets everything that was typed and done, here and on the server. */
export async function resetProgress(): Promise<void> {
  await request("/api/progress", { method: "DELETE" });
  forgetLocalDrafts();
}
