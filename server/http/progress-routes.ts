// Progress and drafts: what the learner has done and typed.
import { type Request, Router } from "express";
import { z } from "zod";
import { Attempt, Draft, DraftKey, MAX_DRAFT_BYTES, Milestone, type Standing } from "../contract/progress.ts";
import type { ProgressStore } from "../progress/store.ts";
import { decode, decodeBody, HttpProblem } from "./problems.ts";

export const LastPlace = z.object({
  path: z
    .string()
    .regex(/^\/[^/\\]/)
    .or(z.literal("/"))
    .and(z.string().max(300)),
});

/** @param standing what becomes of attempts, in the words of the rubrics */
export function progressRoutes(
  progress: ProgressStore,
  standing: (attempts: readonly Attempt[]) => Standing,
): Router {
  const router = Router();
  router.get("/progress", (_request, response) => void response.json(progress.view()));
  router.delete("/progress", (_request, response) => {
    progress.reset();
    response.sendStatus(204);
  });
  router.put("/progress/milestones", (request, response) => {
    progress.saveMilestone(decodeBody(request, Milestone));
    response.sendStatus(204);
  });
  router.get("/progress/attempts", (_request, response) => void response.json(progress.attempts()));
  router.post("/progress/attempts", (request, response) => {
    progress.addAttempt(decodeBody(request, Attempt));
    response.sendStatus(204);
  });
  router.get("/progress/standing", (_request, response) => {
    response.json(standing(progress.attempts()));
  });
  router.put("/progress/last-place", (request, response) => {
    progress.saveLastPlace(decodeBody(request, LastPlace).path);
    response.sendStatus(204);
  });

  router.get("/drafts", (request, response) => {
    // Nothing typed yet is an answer like any other: a 404 would stand as an error in every new learner's console.
    response.json(progress.draft(draftKey(request)));
  });
  router.put("/drafts", (request, response) => {
    const key = draftKey(request);
    const draft = decodeBody(request, Draft);
    if (JSON.stringify(draft.value ?? null).length > MAX_DRAFT_BYTES) {
      throw new HttpProblem(413, "Too large", {
        detail: `A draft may hold ${MAX_DRAFT_BYTES} characters.`,
        remedy: "Shorten it; the copy in your browser is kept.",
      });
    }
    progress.saveDraft(key, draft);
    response.sendStatus(204);
  });
  router.delete("/drafts", (request, response) => {
    progress.deleteDraft(draftKey(request));
    response.sendStatus(204);
  });
  return router;
}

function draftKey(request: Request) {
  return decode(DraftKey, request.query.key, "query parameter key");
}
