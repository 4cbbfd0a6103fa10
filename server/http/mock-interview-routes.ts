// The mock interview: its roles, and the questions that are drawn for one.
import { Router } from "express";
import type { InterviewRole } from "../../content/schema/interview-role.ts";
import type { QuestionSummary } from "../contract/interview.ts";
import { DrawInterview, type DrawnInterview, type RoleSummary } from "../contract/mock-interview.ts";
import { drawInterview } from "../interview/draw.ts";
import type { ProgressStore } from "../progress/store.ts";
import { decodeBody, HttpProblem } from "./problems.ts";

export function mockInterviewRoutes(
  roles: readonly InterviewRole[],
  questions: () => readonly QuestionSummary[],
  progress: Pick<ProgressStore, "attempts">,
): Router {
  const router = Router();
  router.get("/interviews/roles", (_request, response) => void response.json(roles.map(summaryOf)));
  router.post("/interviews", (request, response) => {
    const { role: wanted, length, seed } = decodeBody(request, DrawInterview);
    const role = roles.find(({ id }) => id === wanted);
    if (role === undefined) {
      throw new HttpProblem(404, "No such role", {
        detail: `There is no role "${wanted}".`,
        remedy: "The roles are listed at /api/interviews/roles.",
      });
    }
    const answeredAt = new Map(progress.attempts().map(({ question, atMs }) => [question, atMs]));
    const drawn = drawInterview(questions(), { role, length, seed, answeredAt });
    const reply: DrawnInterview = { role: summaryOf(role), questions: drawn };
    response.json(reply);
  });
  return router;
}

const summaryOf = ({ id, title, summary }: InterviewRole): RoleSummary => ({ id, title, summary });
