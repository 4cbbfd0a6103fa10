// The small world in which hand-made histories are judged, and what the judges say of them.
import { judgeAll } from "../../../content/schema/invariants/all.ts";
import {
  type JudgedWorld,
  type Judgement,
  judgedWorld,
} from "../../../content/schema/invariants/judgement.ts";
import { observe } from "../../../content/schema/observation.ts";
import type { InvariantId } from "../../../server/contract/invariants.ts";
import { type HistoryDraft, historyOf } from "./histories.ts";

export const SECRET = "whsec_bWFkZS11cC1rZXktZm9yLXRoZS10ZXN0cy4=";

/** ord_1 and ord_2 are pending, ord_3 is paid, ord_4 is refunded. */
export const world = judgedWorld({
  scheme: "standard-v1",
  secrets: [SECRET],
  orders: [
    { id: "ord_1", amount: 100, currency: "EUR", customerEmail: "ada@example.com", cardLast4: "4242" },
    { id: "ord_2", amount: 200, currency: "EUR", customerEmail: "ben@example.com", cardLast4: "1881" },
    { id: "ord_3", amount: 300, currency: "EUR", status: "paid" },
    { id: "ord_4", amount: 400, currency: "EUR", status: "refunded" },
  ],
});

/** A scheme that signs no time. */
export const timeless: JudgedWorld = { ...world, signsTime: false };

/** What one invariant says of these entries. */
export function judge(
  id: InvariantId,
  drafts: readonly HistoryDraft[],
  judgedIn: JudgedWorld = world,
): Judgement {
  return judgeAll(observe(historyOf(...drafts)), judgedIn)[id];
}

/** The invariants that these entries break. */
export function brokenIn(drafts: readonly HistoryDraft[], judgedIn: JudgedWorld = world): string[] {
  const judged = Object.entries(judgeAll(observe(historyOf(...drafts)), judgedIn));
  return judged.filter(([, { state }]) => state === "broken").map(([id]) => id);
}
