// The one error of every call to the server: what happened and what to do, ready to be shown.
import type { Problem } from "../../server/contract/problem.ts";

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }

  /** 0 when no answer came at all. */
  get status(): number {
    return this.problem.status;
  }

  /** The server did not answer; nothing is known about the request's fate. */
  get isServerGone(): boolean {
    return this.problem.status === 0;
  }
}

export function serverGone(): ApiError {
  return new ApiError({
    type: "/problems/server-gone",
    title: "Hookproof's server does not answer",
    status: 0,
    detail: "The program that serves this page is not running, or is starting again.",
    remedy:
      "Start it again in its terminal with npm start. This page keeps what you typed and reconnects by itself.",
  });
}

/** An answer that failed, as an error; a body that is not a problem document is told by its status. */
export async function toApiError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return new ApiError(body);
  return new ApiError({
    type: "about:blank",
    title: `The server answered ${response.status}`,
    status: response.status,
    detail: `${new URL(response.url || "/", location.href).pathname} answered ${response.status} ${response.statusText}.`,
    remedy: "Try again. The server's output has the details.",
  });
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== "object" || body === null) return false;
  const { title, status, detail } = body as Partial<Problem>;
  return typeof title === "string" && typeof status === "number" && typeof detail === "string";
}
