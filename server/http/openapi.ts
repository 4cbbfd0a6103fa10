// Describes the HTTP API from the same zod schemas that decode it, so that the two cannot drift.
import { z } from "zod";
import { AskedBurst, Burst } from "../contract/burst.ts";
import { DesignView } from "../contract/designs.ts";
import {
  FollowUpReply,
  FollowUpRequest,
  GradeReply,
  GradeRequest,
  QuestionSummary,
} from "../contract/interview.ts";
import {
  AttackReport,
  HuntReport,
  JudgeAttack,
  PlayedSchedule,
  PlayHandler,
  PlaySchedule,
  StartFix,
} from "../contract/labs.ts";
import { ComparedDay, Comparison } from "../contract/mechanisms.ts";
import { DrawInterview, DrawnInterview, RoleSummary } from "../contract/mock-interview.ts";
import { AskSecondOpinion, ModelGraderState, SecondOpinion } from "../contract/model-grader.ts";
import { Problem } from "../contract/problem.ts";
import { ProofCreated, ProofEvent, StartProof } from "../contract/proof.ts";
import { AskedHerd, Downtime, Herd, RetryLives } from "../contract/retry-life.ts";
import { Health, SessionAction, SessionCreated, SessionEvent, StartSession } from "../contract/session.ts";
import { done, type Operation } from "./operation.ts";
import { progressOperations } from "./progress-operations.ts";
import { reviewOperations } from "./review-operations.ts";

/** Every operation under `/api`. A test holds this list against the routes. */
export const operations: readonly Operation[] = [
  {
    method: "get",
    path: "/health",
    summary: "Version, and which sandbox tier holds on this machine",
    answer: { status: 200, schema: Health },
  },
  {
    method: "post",
    path: "/sessions",
    summary: "Start a receiver from the learner's files",
    body: StartSession,
    answer: { status: 202, schema: SessionCreated },
  },
  {
    method: "get",
    path: "/sessions/:id/events",
    summary: "Follow a session: its whole history, then what happens",
    answer: { status: 200, type: "text/event-stream", schema: SessionEvent },
  },
  {
    method: "post",
    path: "/sessions/:id/actions",
    summary: "Send, attack, redeliver, break down, move the clock",
    body: SessionAction,
    answer: { status: 202 },
  },
  { method: "delete", path: "/sessions/:id", summary: "End a session", answer: done },
  {
    method: "post",
    path: "/proofs",
    summary: "Run a handler through every schedule within the bound, or through the one of a token",
    body: StartProof,
    answer: { status: 202, schema: ProofCreated },
  },
  {
    method: "get",
    path: "/proofs/:id/events",
    summary: "Follow a proof: what it has found so far, then what it finds, and its verdict as the end",
    answer: { status: 200, type: "text/event-stream", schema: ProofEvent },
  },
  { method: "delete", path: "/proofs/:id", summary: "Stop a proof", answer: done },
  {
    method: "post",
    path: "/labs/:id/attacks",
    summary: "Play an attack on a lab's weak receiver, and on those that hold",
    body: JudgeAttack,
    answer: { status: 200, schema: AttackReport },
  },
  {
    method: "post",
    path: "/labs/:id/hunts",
    summary: "Play an attack on every hidden defect of a lab, and on the receivers that hold",
    body: JudgeAttack,
    answer: { status: 200, schema: HuntReport },
  },
  {
    method: "post",
    path: "/labs/:id/schedules",
    summary: "Play a schedule made by hand as far as it goes, and say whose turn it could be",
    body: PlaySchedule,
    answer: { status: 200, schema: PlayedSchedule },
  },
  {
    method: "post",
    path: "/schedules",
    summary: "The same on any receiver",
    body: PlayHandler,
    answer: { status: 200, schema: PlayedSchedule },
  },
  {
    method: "post",
    path: "/labs/:id/fixes",
    summary: "Prove a repair by the learner's own attack, by variants of it and by the bound",
    body: StartFix,
    answer: { status: 202, schema: ProofCreated },
  },
  ...progressOperations,
  {
    method: "get",
    path: "/questions",
    summary: "The interview questions",
    answer: { status: 200, schema: z.array(QuestionSummary) },
  },
  {
    method: "post",
    path: "/questions/:id/grade",
    summary: "Grade an answer, with evidence",
    body: GradeRequest,
    answer: { status: 200, schema: GradeReply },
  },
  ...reviewOperations,
  {
    method: "get",
    path: "/interviews/roles",
    summary: "Who can be interviewed",
    answer: { status: 200, schema: z.array(RoleSummary) },
  },
  {
    method: "post",
    path: "/interviews",
    summary: "Draw the questions of a mock interview",
    body: DrawInterview,
    answer: { status: 200, schema: DrawnInterview },
  },
  {
    method: "post",
    path: "/questions/:id/follow-ups",
    summary: "Grade the answer to the follow-up question of one point",
    body: FollowUpRequest,
    answer: { status: 200, schema: FollowUpReply },
  },
  {
    method: "get",
    path: "/model-grader",
    summary: "Whether a language model gives second opinions, and which one",
    answer: { status: 200, schema: ModelGraderState },
  },
  {
    method: "post",
    path: "/questions/:id/second-opinion",
    summary: "Have an answer judged by the language model that was set up",
    body: AskSecondOpinion,
    answer: { status: 200, schema: SecondOpinion },
  },
  {
    method: "get",
    path: "/designs/:id",
    summary: "A design that answers claim, and a receiver that is built so",
    answer: { status: 200, schema: DesignView },
  },
  {
    method: "get",
    path: "/mechanisms",
    summary: "A day of events by webhook, polling and publish/subscribe, measured",
    query: ComparedDay.shape,
    answer: { status: 200, schema: Comparison },
  },
  {
    method: "get",
    path: "/mechanisms/retries",
    summary: "One event and a receiver that is down: every attempt, by the rules of each provider",
    query: Downtime.shape,
    answer: { status: 200, schema: RetryLives },
  },
  {
    method: "get",
    path: "/mechanisms/herd",
    summary: "Deliveries that failed in the same second, and how close together they come again",
    query: AskedHerd.shape,
    answer: { status: 200, schema: Herd },
  },
  {
    method: "get",
    path: "/mechanisms/burst",
    summary: "A burst of events against three receivers, played",
    query: AskedBurst.shape,
    answer: { status: 200, schema: Burst },
  },
  { method: "get", path: "/openapi.json", summary: "This document", answer: { status: 200 } },
];

export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const path = `/api${operation.path.replaceAll(/:(\w+)/g, "{$1}")}`;
    paths[path] = { ...paths[path], [operation.method]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Hookproof", version, description: "Answers only to its own host names and origin." },
    paths,
  };
}

function describe({ path, summary, query = {}, body, answer }: Operation) {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = Object.entries(query).map(([name, schema]) => ({
    name,
    in: "query",
    required: !schema.safeParse(undefined).success,
    schema: jsonSchema(schema, "input"),
  }));
  return {
    summary,
    parameters: [...inPath, ...inQuery],
    ...(body && {
      requestBody: { required: true, content: { "application/json": { schema: jsonSchema(body, "input") } } },
    }),
    responses: {
      [answer.status]: {
        description: summary,
        ...(answer.schema && {
          content: { [answer.type ?? "application/json"]: { schema: jsonSchema(answer.schema, "output") } },
        }),
      },
      default: {
        description: "A fault, with a remedy (RFC 9457)",
        content: { "application/problem+json": { schema: jsonSchema(Problem, "output") } },
      },
    },
  };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
