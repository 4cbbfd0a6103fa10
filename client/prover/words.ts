// The prover's words: invariants and families by name, and what a proof came to in a sentence.
import type { InvariantId } from "../../server/contract/invariants.ts";
import type { Explored, FamilyId, InvariantVerdict } from "../../server/contract/proof.ts";

/** In the order in which they are listed. */
export const invariantWords: Readonly<Record<InvariantId, { title: string; sentence: string }>> = {
  "effect-at-most-once": {
    title: "Effect at most once",
    sentence: "Duplicates, overlaps, retries, redeliveries and crashes never cause a second effect.",
  },
  "effect-at-least-once": {
    title: "Effect at least once",
    sentence: "When all retries are done, every genuine event has had its effect.",
  },
  "refuses-forgery": {
    title: "Refuses forgery",
    sentence: "A forged or tampered request has no effect, and is answered 4xx.",
  },
  "refuses-replay-attack": {
    title: "Refuses replay attacks",
    sentence: "A captured request sent again later is refused; sent again at once, nothing happens twice.",
  },
  "accepts-genuine": {
    title: "Accepts genuine",
    sentence: "A genuine delivery is answered 2xx and its duty is done, also one of an unknown type.",
  },
  "accepts-rotated-secret": {
    title: "Accepts a rotated secret",
    sentence: "While the secret is being rotated, deliveries signed with either live one are accepted.",
  },
  "acknowledges-in-time": {
    title: "Acknowledges in time",
    sentence: "The answer comes within the provider's timeout.",
  },
  "keeps-newest-state": {
    title: "Keeps the newest state",
    sentence: "An older event that arrives later changes nothing.",
  },
  "honest-status": {
    title: "Honest status",
    sentence: "2xx only for what is done or durable; 5xx only for what a retry can cure.",
  },
  "survives-bad-input": {
    title: "Survives bad input",
    sentence: "Malformed, oversized or oddly typed requests get 4xx, and the receiver stays up.",
  },
  "trusts-own-records": {
    title: "Trusts its own records",
    sentence: "An event that does not match the shop's own record changes nothing.",
  },
  "keeps-secrets": {
    title: "Keeps secrets",
    sentence: "No signing secret and no personal data in logs or answers.",
  },
  "keeps-links-outside": {
    title: "Keeps links outside",
    sentence: "A link in an event never leads to a machine inside.",
  },
};

export const invariantIds = Object.keys(invariantWords) as readonly InvariantId[];

/** In the order in which they are searched. */
export const familyWords: Readonly<Record<FamilyId, string>> = {
  "every-event": "Every event, alone and in order",
  links: "Links that lead inside",
  forgeries: "Forged and tampered requests",
  "replay-attacks": "Captured requests sent again",
  "bad-input": "Malformed requests",
  duplicates: "Duplicates, one after the other",
  overlaps: "Two attempts of one event at once",
  crashes: "A crash at every shop call and reply",
  "no-secret": "A start without a secret",
  "key-rotation": "Rotation of the secret",
  encodings: "The same JSON in other bytes",
  "lost-replies": "Replies lost after the work",
  "shop-faults": "Each shop call refused, or its answer lost",
  "slow-calls": "Each shop call past the timeout",
  "order-of-events": "Older and newer events, both orders",
  "two-events": "Two events of one order at once",
  "late-redelivery": "Redelivery after the last retry",
  outages: "Outages of hours and of days",
  "overlap-and-crash": "An overlap and a crash together",
};

export const familyIds = Object.keys(familyWords) as readonly FamilyId[];

/** Whether a proof will search or judge it, as far as is known before its verdict: most events have no links. */
export const isAsked = (id: FamilyId | InvariantId, scenario: string): boolean =>
  scenario === "receipts" || (id !== "links" && id !== "keeps-links-outside");

export const stateWords: Readonly<Record<InvariantVerdict["verdict"], string>> = {
  held: "held",
  broken: "broken",
  "not-checked": "not checked",
};

export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** `412 schedules, 26 crash points, 58 forgeries`; what there was none of is left out. */
export function exploredInWords({ schedules, crashPoints, forgeries }: Explored): string {
  return [
    countOf(schedules, "schedule"),
    ...(crashPoints > 0 ? [countOf(crashPoints, "crash point")] : []),
    ...(forgeries > 0 ? [countOf(forgeries, "forgery", "forgeries")] : []),
  ].join(", ");
}

/** Whether everything within the bound was run, and if not, what was left out. */
export function boundInWords({ complete, families }: Explored): string {
  if (complete) return "Every schedule within the bound was run.";
  const cut = families.filter((family) => !family.complete).map(({ id }) => familyWords[id].toLowerCase());
  const where = cut.length === 0 ? "" : ` Not searched to the end: ${cut.join("; ")}.`;
  return `Not every schedule within the bound was run.${where}`;
}
