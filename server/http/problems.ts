// Turns every fault at the web's edge into an RFC 9457 problem document with a remedy.
import type { ErrorRequestHandler, Request, RequestHandler } from "express";
import type { ZodType, z } from "zod";
import type { Problem } from "../contract/problem.ts";

/** A fault to be told to the client; anything else that is thrown is ours and becomes a 500. */
export class HttpProblem extends Error {
  readonly problem: Problem;
  constructor(
    status: number,
    title: string,
    rest: { detail: string; remedy?: string; issues?: Problem["issues"] },
  ) {
    super(rest.detail);
    this.problem = { type: `/problems/${slug(title)}`, title, status, ...rest };
  }
}

/** The body as the schema reads it. @throws HttpProblem 415 when it is not JSON, 422 naming each field that does not fit. */
export function decodeBody<Schema extends ZodType>(request: Request, schema: Schema): z.output<Schema> {
  if (!request.is("application/json")) {
    throw new HttpProblem(415, "Not JSON", {
      detail: `This address takes application/json, not ${request.get("content-type") ?? "an empty body"}.`,
      remedy: "Send the header content-type: application/json with a JSON body.",
    });
  }
  return decode(schema, request.body, "body");
}

export function decode<Schema extends ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({ path: issue.path.join("."), message: reason(issue) }));
  throw new HttpProblem(422, "Does not fit the contract", {
    detail: `The ${where} does not fit: ${issues.map(({ message }) => message).join(" ")}`,
    remedy: "The shape is described at /api/openapi.json.",
    issues,
  });
}

/** @throws HttpProblem 422 when there is no such scenario. */
export function requireScenario(scenario: string, known: readonly string[]): void {
  if (known.includes(scenario)) return;
  throw new HttpProblem(422, "No such scenario", {
    detail: `There is no scenario "${scenario}".`,
    remedy: `Choose one of: ${known.join(", ")}.`,
  });
}

/** A record's bad key carries the reason one level down. */
function reason(issue: z.core.$ZodIssue): string {
  return issue.code === "invalid_key" ? issue.issues.map(({ message }) => message).join(" ") : issue.message;
}

export const unknownAddress: RequestHandler = (request) => {
  throw new HttpProblem(404, "No such address", {
    detail: `There is nothing at ${request.method} ${request.path}.`,
    remedy: "The addresses are listed at /api/openapi.json.",
  });
};

/** Last in the chain. `onOurFault` hears of everything that is not the client's. */
export function problemHandler(onOurFault: (error: unknown) => void): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = toProblem(error);
    if (problem.status >= 500) onOurFault(error);
    response.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
  };
}

function toProblem(error: unknown): Problem {
  if (error instanceof HttpProblem) return error.problem;
  const status = (error as { status?: unknown } | null)?.status;
  // body-parser marks a body that is not JSON, or too large, with a 4xx status of its own.
  if (typeof status === "number" && status >= 400 && status < 500) {
    const tooLarge = status === 413;
    return new HttpProblem(status, tooLarge ? "Too large" : "Unreadable request", {
      detail: error instanceof Error ? error.message : "The request could not be read.",
      remedy: tooLarge ? "Send at most 6 MB." : "Check that the body is well-formed JSON.",
    }).problem;
  }
  return new HttpProblem(500, "Our fault", {
    detail: "Something in Hookproof broke; it is not your handler and does not count as an attempt.",
    remedy: "Try again. The server's output has the details.",
  }).problem;
}

function slug(title: string) {
  return title.toLowerCase().replaceAll(/[^a-z]+/g, "-");
}
