// Second opinions by a language model, where one is set up.
import type { ModelGraderState, SecondOpinion } from "../../server/contract/model-grader.ts";
import { requestJson } from "./request.ts";

export function getModelGrader(signal?: AbortSignal): Promise<ModelGraderState> {
  return requestJson<ModelGraderState>("/api/model-grader", { signal });
}

/** Sends the answer to the model that `getModelGrader` names. */
export function askSecondOpinion(
  questionId: string,
  answer: string,
  signal?: AbortSignal,
): Promise<SecondOpinion> {
  const path = `/api/questions/${encodeURIComponent(questionId)}/second-opinion`;
  return requestJson<SecondOpinion>(path, { method: "POST", body: { answer }, signal });
}
