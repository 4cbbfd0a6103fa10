// What is kept of a mock interview: enough to go on after a reload, and to look at the scorecard later.
import type { QuestionSummary } from "../../../../server/contract/interview.ts";

export interface FollowUpAnswer {
  readonly point: string;
  readonly asked: string;
  readonly text: string;
}

export interface Turn {
  readonly text: string;
  readonly seconds: number;
  /** Null when none was asked. */
  readonly followUp: FollowUpAnswer | null;
}

export interface MockInterview {
  readonly role: string;
  readonly startedAtMs: number;
  readonly questions: readonly QuestionSummary[];
  /** One for each question that is over, in their order. */
  readonly turns: readonly Turn[];
  /** The turn that is under way: what was handed in stands before the follow-up. */
  readonly text: string;
  readonly seconds: number;
  readonly followUp: FollowUpAnswer | null;
  /** The answer could not be graded and is being written again. */
  readonly wasRefused: boolean;
}

export function beginInterview(
  role: string,
  questions: readonly QuestionSummary[],
  startedAtMs: number,
): MockInterview {
  return { role, startedAtMs, questions, turns: [], ...blankTurn };
}

const blankTurn = { text: "", seconds: 0, followUp: null, wasRefused: false } as const;

/** Ends the turn under way, with what was answered so far. */
export function endTurn(interview: MockInterview): MockInterview {
  const { text, seconds, followUp } = interview;
  return { ...interview, turns: [...interview.turns, { text, seconds, followUp }], ...blankTurn };
}

export function isOver({ turns, questions }: MockInterview): boolean {
  return turns.length >= questions.length;
}

/** Null when what was stored does not fit any more. */
export function readMockInterview(stored: unknown): MockInterview | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { role, startedAtMs, questions, turns, text, seconds, followUp, wasRefused } =
    stored as Partial<MockInterview>;
  const fits =
    typeof role === "string" &&
    typeof startedAtMs === "number" &&
    Array.isArray(questions) &&
    questions.length > 0 &&
    Array.isArray(turns) &&
    typeof text === "string" &&
    typeof seconds === "number";
  if (!fits) return null;
  return {
    ...{ role, startedAtMs, questions, turns, text, seconds },
    followUp: followUp ?? null,
    wasRefused: wasRefused === true,
  };
}
