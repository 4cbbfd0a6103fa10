// One schedule that breaks one invariant, and all that is needed to run it again: what is chosen, pinned and shared.
import type { History } from "../../server/contract/history.ts";
import type { InvariantId } from "../../server/contract/invariants.ts";
import type { InvariantVerdict, Verdict } from "../../server/contract/proof.ts";
import type { SchemeId } from "../../server/contract/session.ts";
import { invariantWords } from "./words.ts";

export interface Case {
  /** Names the schedule; the same on every machine. */
  readonly token: string;
  readonly invariant: InvariantId;
  /** What happened when it was found. */
  readonly sentence: string;
  readonly scenario: string;
  readonly scheme: SchemeId;
  readonly seed: number;
}

/** Null where the invariant did not break. */
export function caseOf(verdict: Verdict, { id, summary, counterexample }: InvariantVerdict): Case | null {
  if (!counterexample) return null;
  const { scenario, scheme, seed } = verdict;
  const sentence = summary ?? "";
  return { token: counterexample.token, invariant: id, sentence, scenario, scheme, seed };
}

/** By token. */
export type Histories = Readonly<Record<string, History>>;

/**
 * The break that is told first: a parcel or mail, which nobody can take back, before any other effect, an effect before
 * a wrong answer; of these the one that takes the fewest steps to show.
 */
export function leadingBreak(verdict: Verdict, histories: Histories): InvariantVerdict | null {
  const steps = ({ counterexample }: InvariantVerdict) =>
    counterexample?.steps.length ?? Number.MAX_SAFE_INTEGER;
  const broken = verdict.invariants.filter((one) => one.verdict === "broken");
  const ranked = broken.toSorted(
    (one, other) => harm(other, histories) - harm(one, histories) || steps(one) - steps(other),
  );
  return ranked[0] ?? null;
}

function harm({ counterexample }: InvariantVerdict, histories: Histories): number {
  const history = histories[counterexample?.token ?? ""] ?? [];
  const shown = history.find(({ seq }) => seq === counterexample?.seq);
  if (shown?.kind !== "effect") return 0;
  return shown.effect === "shipped" || shown.effect === "mailed" ? 2 : 1;
}

const schemes: Readonly<Record<SchemeId, true>> = {
  "standard-v1": true,
  "standard-v1a": true,
  "stripe-v1": true,
  "github-sha256": true,
};

/** As the server takes it. */
const MAX_TOKEN = 20_000;

const fits: Readonly<Record<keyof Case, (value: unknown) => boolean>> = {
  token: (value) => typeof value === "string" && value !== "" && value.length <= MAX_TOKEN,
  invariant: (value) => typeof value === "string" && Object.hasOwn(invariantWords, value),
  sentence: (value) => typeof value === "string",
  scenario: (value) => typeof value === "string",
  scheme: (value) => typeof value === "string" && Object.hasOwn(schemes, value),
  seed: (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
};

const caseFields = Object.keys(fits) as (keyof Case)[];

/** The fields that something lacks to be a case, or that hold what no case has. */
export function misfits(value: Readonly<Partial<Record<keyof Case, unknown>>>): (keyof Case)[] {
  return caseFields.filter((field) => !fits[field](value[field]));
}

/** Reads what was stored or shared; null when it is no case. */
export function readCase(value: unknown): Case | null {
  if (typeof value !== "object" || value === null || misfits(value).length > 0) return null;
  const { token, invariant, sentence, scenario, scheme, seed } = value as Case;
  return { token, invariant, sentence, scenario, scheme, seed };
}
