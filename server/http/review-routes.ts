// The review schedule over HTTP: what is due, how a review went, and the interview that it all aims at.
import { Router } from "express";
import {
  type Agenda,
  AskedAgenda,
  InterviewDate,
  type Proposal,
  ProposalRequest,
  ReviewRequest,
  type SavedReview,
} from "../contract/review.ts";
import { readClock } from "../interview/days.ts";
import type { ReviewDesk } from "../progress/review-desk.ts";
import { decode, decodeBody, HttpProblem } from "./problems.ts";

export function reviewRoutes(desk: ReviewDesk): Router {
  const router = Router();

  router.get("/review", (request, response) => {
    const agenda: Agenda = desk.agenda(clockOf(decode(AskedAgenda, request.query, "query")));
    response.json(agenda);
  });

  router.post("/review/proposals", (request, response) => {
    const asked = decodeBody(request, ProposalRequest);
    const proposal: Proposal | null = desk.propose(asked, clockOf(asked));
    if (proposal === null) throw noSuchCard(asked.card);
    response.json(proposal);
  });

  router.post("/review/reviews", (request, response) => {
    const asked = decodeBody(request, ReviewRequest);
    const saved = desk.save(asked, clockOf(asked));
    if (saved === "no-such-card") throw noSuchCard(asked.card);
    if (saved === "reviewed-today") {
      throw new HttpProblem(409, "Reviewed today already", {
        detail: `Only the first review of "${asked.card}" on a day counts.`,
        remedy: "Undo it first to rate it otherwise, or come back when the card is due.",
      });
    }
    response.status(201).json(saved satisfies SavedReview);
  });

  router.delete("/review/reviews/:id", (request, response) => {
    if (!desk.undo(Number(request.params.id))) {
      throw new HttpProblem(409, "Not the last review", {
        detail: `"${request.params.id}" is not the newest review, and only that one can be undone.`,
        remedy: "Read the schedule again: it names the review that can be undone.",
      });
    }
    response.sendStatus(204);
  });

  router.put("/review/interview", (request, response) => {
    desk.aimAt(decodeBody(request, InterviewDate).on);
    response.sendStatus(204);
  });
  router.delete("/review/interview", (_request, response) => {
    desk.aimAt(null);
    response.sendStatus(204);
  });
  return router;
}

/** The page says what time it is where the learner is; one that names no zone is where the server is. */
function clockOf({ at, zone }: { readonly at: number; readonly zone?: string | undefined }) {
  return readClock(at, zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone);
}

function noSuchCard(card: string) {
  return new HttpProblem(404, "No such card", {
    detail: `There is no card "${card}".`,
    remedy: "Cards are made from the questions at /api/questions and from what lessons have to recall.",
  });
}
