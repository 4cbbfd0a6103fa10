// What a counterexample comes to in a few plain words, for the headline; the judge's own sentence stands below it.
import type { EntryOf, History } from "../../server/contract/history.ts";
import type { InvariantId } from "../../server/contract/invariants.ts";
import type { InvariantVerdict } from "../../server/contract/proof.ts";

/** @param history of the counterexample; empty when it has not come. */
export function headlineWords(
  { id, summary = "", counterexample }: InvariantVerdict,
  history: History,
): string {
  const shown = history.find(({ seq }) => seq === counterexample?.seq);
  const effect = shown?.kind === "effect" ? shown : null;
  return headlines[id]({ effect, order: orderIn(effect?.orderId ?? summary), shown: shown?.kind ?? null });
}

interface Shown {
  readonly effect: EntryOf<"effect"> | null;
  /** For example `order 1042`; null when no order is concerned. */
  readonly order: string | null;
  readonly shown: History[number]["kind"] | null;
}

const headlines: Readonly<Record<InvariantId, (shown: Shown) => string>> = {
  "effect-at-most-once": ({ effect, order }) => {
    if (effect?.effect === "mailed") return "The same mail is sent twice";
    return effect?.effect === "shipped" && order ? `${capital(order)} ships twice` : "It happens twice";
  },
  "effect-at-least-once": ({ order }) => (order ? `The event for ${order} is lost` : "An event is lost"),
  "refuses-forgery": ({ effect, order }) =>
    effect ? `A forged request ${did(effect, order)}` : "A forged request is not refused",
  "refuses-replay-attack": ({ effect, order }) =>
    effect ? `A captured request ${did(effect, order)}` : "A captured request is not refused",
  "accepts-genuine": () => "A genuine delivery is turned away",
  "accepts-rotated-secret": () => "A rotated secret locks the provider out",
  "acknowledges-in-time": () => "The answer comes too late",
  "keeps-newest-state": ({ order }) => `An older event undoes a newer one${order ? ` of ${order}` : ""}`,
  "honest-status": () => "The status is not true",
  "survives-bad-input": ({ effect, order, shown }) => {
    if (shown === "receiver-ended") return "Bad input brings the receiver down";
    return effect ? `Bad input ${did(effect, order)}` : "Bad input is not refused";
  },
  "trusts-own-records": ({ effect, order }) =>
    effect ? `An unmatched payment ${did(effect, order)}` : "An unmatched payment is believed",
  "keeps-secrets": () => "Something secret gets out",
  "keeps-links-outside": () => "A link leads inside",
};

function did({ effect }: EntryOf<"effect">, order: string | null): string {
  if (effect === "mailed") return "sends a mail";
  if (effect === "queued") return "reaches the queue";
  if (effect === "reached-inside") return "reaches a machine inside";
  const what = order ?? "an order";
  return effect === "shipped" ? `ships ${what}` : `changes ${what}`;
}

function orderIn(text: string): string | null {
  const number = /\bord(?:er)?_(\w+)/.exec(text)?.[1];
  return number === undefined ? null : `order ${number}`;
}

function capital(text: string) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
