// What is kept of a question being practised: enough to stand exactly here again after a reload.

export interface Attempt {
  readonly text: string;
  readonly seconds: number;
  /** The learner's own rulings on points that could not be told. */
  readonly selfJudged: Readonly<Record<string, boolean>>;
}

/** One question of the interviewer after the first, and what was answered. */
export interface FollowUpTurn {
  /** The id of the point that it asks for. */
  readonly point: string;
  readonly text: string;
  readonly isSubmitted: boolean;
}

export interface PracticeDraft {
  readonly now: Attempt;
  /** Handed in, so that the page shows its grade; typing takes it back. */
  readonly isSubmitted: boolean;
  readonly first: Attempt | null;
  readonly followUps: readonly FollowUpTurn[];
}

export const blankAttempt: Attempt = { text: "", seconds: 0, selfJudged: {} };
export const blankDraft: PracticeDraft = {
  now: blankAttempt,
  isSubmitted: false,
  first: null,
  followUps: [],
};

/** Null when what was stored does not fit any more. */
export function readPracticeDraft(stored: unknown): PracticeDraft | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { now, isSubmitted, first, followUps } = stored as Partial<PracticeDraft>;
  if (!isAttempt(now)) return null;
  return {
    now,
    isSubmitted: isSubmitted === true,
    first: isAttempt(first) ? first : null,
    followUps: Array.isArray(followUps) ? followUps.filter(isTurn) : [],
  };
}

function isAttempt(value: unknown): value is Attempt {
  if (typeof value !== "object" || value === null) return false;
  const { text, seconds, selfJudged } = value as Partial<Attempt>;
  const isRuled = typeof selfJudged === "object" && selfJudged !== null;
  return typeof text === "string" && typeof seconds === "number" && isRuled;
}

function isTurn(value: unknown): value is FollowUpTurn {
  if (typeof value !== "object" || value === null) return false;
  const { point, text, isSubmitted } = value as Partial<FollowUpTurn>;
  return typeof point === "string" && typeof text === "string" && typeof isSubmitted === "boolean";
}
