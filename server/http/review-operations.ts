// The operations of the review schedule, for the API's description.
import {
  Agenda,
  AskedAgenda,
  InterviewDate,
  Proposal,
  ProposalRequest,
  ReviewRequest,
  SavedReview,
} from "../contract/review.ts";
import { done, type Operation } from "./operation.ts";

export const reviewOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/review",
    summary: "What is due for review at a moment of the learner's clock, and in the days after it",
    query: AskedAgenda.shape,
    answer: { status: 200, schema: Agenda },
  },
  {
    method: "post",
    path: "/review/proposals",
    summary: "The rating that a grade stands for, and when the card would come again",
    body: ProposalRequest,
    answer: { status: 200, schema: Proposal },
  },
  {
    method: "post",
    path: "/review/reviews",
    summary: "Record a review; only the first one of a card on a day counts",
    body: ReviewRequest,
    answer: { status: 201, schema: SavedReview },
  },
  { method: "delete", path: "/review/reviews/:id", summary: "Undo the newest review", answer: done },
  {
    method: "put",
    path: "/review/interview",
    summary: "Aim at the day of an interview",
    body: InterviewDate,
    answer: done,
  },
  { method: "delete", path: "/review/interview", summary: "Aim at no interview", answer: done },
];
