// The operations of progress and drafts, for the API's description.
import { z } from "zod";
import { Attempt, Draft, DraftKey, Milestone, ProgressView, Standing } from "../contract/progress.ts";
import { done, type Operation } from "./operation.ts";
import { LastPlace } from "./progress-routes.ts";

const key = { key: DraftKey };

export const progressOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/progress",
    summary: "What the learner has done",
    answer: { status: 200, schema: ProgressView },
  },
  { method: "delete", path: "/progress", summary: "Forget what was done and typed", answer: done },
  {
    method: "put",
    path: "/progress/milestones",
    summary: "Record something finished",
    body: Milestone,
    answer: done,
  },
  {
    method: "get",
    path: "/progress/attempts",
    summary: "All graded answers, oldest first",
    answer: { status: 200, schema: z.array(Attempt) },
  },
  {
    method: "post",
    path: "/progress/attempts",
    summary: "Keep a graded answer",
    body: Attempt,
    answer: done,
  },
  {
    method: "get",
    path: "/progress/standing",
    summary: "Strong and weak points, by the latest answer to each question",
    answer: { status: 200, schema: Standing },
  },
  {
    method: "put",
    path: "/progress/last-place",
    summary: "Remember where the learner is",
    body: LastPlace,
    answer: done,
  },
  {
    method: "get",
    path: "/drafts",
    summary: "What was typed under a key",
    query: key,
    answer: { status: 200, schema: Draft.nullable() },
  },
  {
    method: "put",
    path: "/drafts",
    summary: "Keep what was typed; of two copies the newer wins",
    query: key,
    body: Draft,
    answer: done,
  },
  { method: "delete", path: "/drafts", summary: "Throw a draft away", query: key, answer: done },
];
