// Tells answers about webhooks from answers about another topic of which the same things can be said, by learned words.
import type { Polarity } from "./polarity.ts";
import type { Token } from "./text.ts";
import { stemsByWeight } from "./topic-weights.ts";
import { functionWords } from "./words.ts";

/**
 * Below this sum of weights an answer is about something else. Words of webhooks count 1, those that other topics prefer
 * less than nothing, and what nobody has labelled yet nothing: stories may tell of anything.
 */
const LOWEST_SUM = -3;

/** Whoever names one of the parties by its own name may compare it with as much else as they like. */
const parties = /^(?:webhooks?|providers?|stripe|shopify|paypal|twilio)(?:'s)?$/;

const words = (list: string) => list.trim().split(/\s+/);
const learned: ReadonlyMap<string, number> = new Map(
  stemsByWeight.flatMap(([weight, stems]) => words(stems).map((stem) => [stem, weight] as const)),
);

interface Topical {
  readonly tokens: readonly Token[];
  readonly negated: Polarity["negated"];
}

/**
 * Whether the answer speaks of another topic, such as TCP or a login.
 * Words that are denied ("there is no browser and no session") speak of no other topic.
 * @param homeStems nor do words that the question and its rubric use themselves
 */
export function isOtherTopic(
  { tokens, negated }: Topical,
  homeStems: ReadonlySet<string>,
  weights = learned,
): boolean {
  if (tokens.some(({ word }) => parties.test(word))) return false;
  const affirmed = topicalStems(tokens.filter((_token, index) => negated[index] !== true));
  let sum = 0;
  for (const stem of topicalStems(tokens)) {
    const weight = weights.get(stem) ?? 0;
    if (weight > 0 || (affirmed.has(stem) && !homeStems.has(stem))) sum += weight;
  }
  return sum < LOWEST_SUM;
}

/** What may tell of a topic: neither the words that hold sentences together, nor numbers, nor single letters. */
export function topicalStems(tokens: readonly Token[]): Set<string> {
  const telling = tokens.filter(({ word }) => /^\p{L}[\p{L}\p{N}]/u.test(word));
  return new Set(telling.filter(({ word }) => !functionWords.has(word)).map(({ stem }) => stem));
}
