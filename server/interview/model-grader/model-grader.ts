// A second opinion by a language model, for those who have set one up; the offline grade never waits for it.
import { randomBytes } from "node:crypto";
import type { Question } from "../../../content/schema/question.ts";
import type { SecondOpinion } from "../../contract/model-grader.ts";
import { gradeAnswer } from "../grade.ts";
import { compileRubric } from "../rubric.ts";
import { ask, type Endpoint, PATIENCE_MS, UnknownFormat } from "./ask.ts";
import { mergeVerdicts } from "./merge.ts";
import { requestBody } from "./prompt.ts";
import { readReply, UselessReply } from "./reply.ts";

export interface ModelGrader {
  readonly host: string;
  readonly model: string;
  /** Never rejects: whatever goes wrong is a fallback with its reason. Null when there is no such question. */
  grade(questionId: string, answer: string): Promise<SecondOpinion> | null;
}

/** @param patienceMs how long an endpoint may take for one reply */
export function createModelGrader(
  endpoint: Endpoint,
  questions: readonly Question[],
  { patienceMs = PATIENCE_MS }: { patienceMs?: number } = {},
): ModelGrader {
  const { host } = endpoint.url;
  const { model } = endpoint;
  const gradeBy = async (question: Question, answer: string): Promise<SecondOpinion> => {
    const rubric = compileRubric(question);
    const offline = gradeAnswer(answer, rubric);
    if (offline.state === "not-graded")
      return fallback(offline.gateMessage ?? "", "Write it anew, then ask again.");
    const suffix = randomBytes(6).toString("hex");
    const request = (format: "json_schema" | "json_object") =>
      ask(endpoint, requestBody({ model, question, answer, suffix }, format), patienceMs);
    try {
      const reply = await request("json_schema").catch((error: unknown) => {
        // Some servers know the older way only; it is tried once.
        if (error instanceof UnknownFormat) return request("json_object");
        throw error;
      });
      const merged = mergeVerdicts(answer, rubric, offline, readReply(reply, question));
      return { state: "graded", host, model, ...merged };
    } catch (error) {
      if (!(error instanceof UselessReply)) throw error;
      return fallback(
        error.message,
        `The grade beside it was made here and stands. Look at ${host}, or ask again.`,
      );
    }
  };
  return {
    ...{ host, model },
    grade(questionId, answer) {
      const question = questions.find(({ id }) => id === questionId);
      return question === undefined ? null : gradeBy(question, answer);
    },
  };
}

function fallback(reason: string, remedy: string): SecondOpinion {
  return { state: "fallback", reason, remedy };
}
