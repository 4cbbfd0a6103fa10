// What is kept of a question being practised: enough to stand exactly here again after a reload.

export interface Attempt {
  readonly text: string;
  readonly seconds: number;
  /** The learner's own rulings on points that could not be told. */
  readonly selfJudged: Readonly<Record<string, boolean>>;
}

export interface PracticeDraft {
  readonly now: Attempt;
  /** Handed in, so that the page shows its grade; typing takes it back. */
  readonly isSubmitted: boolean;
  readonly first: Attempt | null;
  /** The follow-up being answered, shown above the answer. */
  readonly followUp: string | null;
}

export const blankAttempt: Attempt = { text: "", seconds: 0, selfJudged: {} };
export const blankDraft: PracticeDraft = {
  now: blankAttempt,
  isSubmitted: false,
  first: null,
  followUp: null,
};

/** Null when what was stored does not fit any more. */
export function readPracticeDraft(stored: unknown): PracticeDraft | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { now, isSubmitted, first, followUp } = stored as Partial<PracticeDraft>;
  if (!isAttempt(now)) return null;
  return {
    now,
    isSubmitted: isSubmitted === true,
    first: isAttempt(first) ? first : null,
    followUp: typeof followUp === "string" ? followUp : null,
  };
}

function isAttempt(value: unknown): value is Attempt {
  if (typeof value !== "object" || value === null) return false;
  const { text, seconds, selfJudged } = value as Partial<Attempt>;
  const isRuled = typeof selfJudged === "object" && selfJudged !== null;
  return typeof text === "string" && typeof seconds === "number" && isRuled;
}
