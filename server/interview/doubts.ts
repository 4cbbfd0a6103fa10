// Finds what makes a whole answer doubtful, however right its words are: swapped sides, and saying both of everything.
import type { Question } from "../../content/schema/question.ts";
import type { Doubt } from "../contract/interview.ts";
import { countContradictions, type Tellable } from "./contradictions.ts";
import { boasts, countOf, evasions, hedges, isGlossary } from "./prose.ts";
import { countSwaps } from "./roles.ts";
import { waivesMost } from "./waivers.ts";

export const doubtMessages: Readonly<Record<Doubt, string>> = {
  "swapped-sides":
    "You seem to have swapped the sides: the provider sends, signs and retries; the receiver verifies, stores and answers. Say who does what.",
  "contradicts-itself":
    "You say things and then take them back, so nobody can tell which you mean. Say what holds, once.",
  "denies-everything":
    "You mostly say what need not be done. Say what you do, and what would go wrong without it.",
  "claims-nothing":
    "Your words name the topic without saying what happens. Say who does what, why, and when it fails.",
};

/** Once is a slip of the tongue. */
const MIN_SWAPS = 2;
const MIN_CONTRADICTIONS = 2;
/** Different ones in the whole answer: no natural answer that was collected has so many. */
const MIN_BOASTS = 4;
const MIN_HEDGES = 4;
const MIN_EVASIONS = 2;

export function findDoubt(reading: Tellable, side: Question["side"]): Doubt | null {
  if (countSwaps(reading, side) >= MIN_SWAPS) return "swapped-sides";
  if (countContradictions(reading) >= MIN_CONTRADICTIONS) return "contradicts-itself";
  if (waivesMost(withoutPraise(reading))) return "denies-everything";
  const line = reading.tokens.map(({ word }) => word).join(" ");
  const isEmpty =
    countOf(line, boasts) >= MIN_BOASTS ||
    countOf(line, hedges) >= MIN_HEDGES ||
    countOf(line, evasions) >= MIN_EVASIONS ||
    isGlossary(reading.tokens, reading.sentences);
  return isEmpty ? "claims-nothing" : null;
}

/** What is said of the answer itself is no part of what it says. */
function withoutPraise({ tokens, clauses, sentences, kinds }: Tellable) {
  const told = sentences.filter((_sentence, index) => kinds[index] !== "about-grading");
  const isTold = ({ from }: { readonly from: number }) =>
    told.some((sentence) => sentence.from <= from && from < sentence.to);
  return { tokens, sentences: told, clauses: clauses.filter(isTold) };
}
