// Interview questions, and the grading of an answer with its evidence.
import { Router } from "express";
import {
  type FollowUpReply,
  FollowUpRequest,
  type GradeReply,
  GradeRequest,
  type QuestionSummary,
} from "../contract/interview.ts";
import { decodeBody, HttpProblem } from "./problems.ts";

/** What the routes need of the interview: pure grading over loaded rubrics. */
export interface QuestionBank {
  list(): QuestionSummary[];
  /** Null when there is no such question. */
  grade(questionId: string, answer: string, selfJudged: Record<string, boolean>): GradeReply | null;
  /** Null when there is no such question, or no such point in it. */
  gradeFollowUp(questionId: string, pointId: string, answer: string): FollowUpReply | null;
}

export function questionRoutes(bank: QuestionBank): Router {
  const router = Router();
  router.get("/questions", (_request, response) => void response.json(bank.list()));
  router.post("/questions/:id/grade", (request, response) => {
    const { answer, selfJudged } = decodeBody(request, GradeRequest);
    const reply = bank.grade(request.params.id, answer, selfJudged ?? {});
    if (reply === null) {
      throw new HttpProblem(404, "No such question", {
        detail: `There is no question "${request.params.id}".`,
        remedy: "The questions are listed at /api/questions.",
      });
    }
    response.json(reply);
  });
  router.post("/questions/:id/follow-ups", (request, response) => {
    const { point, answer } = decodeBody(request, FollowUpRequest);
    const reply = bank.gradeFollowUp(request.params.id, point, answer);
    if (reply === null) {
      throw new HttpProblem(404, "No such point", {
        detail: `There is no point "${point}" of a question "${request.params.id}".`,
        remedy: "The points of a question come with its grade.",
      });
    }
    response.json(reply);
  });
  return router;
}
