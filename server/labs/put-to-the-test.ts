// Whether what a lesson sends puts to the test what its handlers break, and if not, what has to be sent as well.
import type { Bench } from "../../content/schema/lesson.ts";
import type { ContentProblem } from "../../content/schema/problem.ts";
import type { InvariantId } from "../contract/invariants.ts";
import type { SessionAction } from "../contract/session.ts";

const PAYMENT = "{ kind: send-event, type: payment.succeeded }";
const attackBy = (attack: string) => `{ kind: attack, attack: ${attack} }`;

/** The shortest way to have each invariant judged, as it is written into a script. */
const tests: Readonly<Record<InvariantId, string>> = {
  "accepts-genuine": `a payment: ${PAYMENT}`,
  "accepts-rotated-secret":
    "a payment signed with the old secret, in a lesson with `secrets: rotating`: { kind: send-event, type: payment.succeeded, signedBy: [previous] }",
  "refuses-forgery": `a forgery: ${attackBy("unsigned")}`,
  "refuses-replay-attack": `after a payment, the same request ten minutes later: ${attackBy("replay-attack")}`,
  "effect-at-most-once": `after a payment, a copy of it: ${attackBy("duplicate")}`,
  "effect-at-least-once": `a payment: ${PAYMENT}`,
  "acknowledges-in-time": `a payment: ${PAYMENT}`,
  "keeps-newest-state":
    "a payment during an outage, then a refund of the same order, then time for the payment's retry: { kind: outage, durationMs: 200 }, { kind: send-event, type: payment.succeeded, orderId: ord_1042 }, { kind: advance, to: { byMs: 1000 } }, { kind: send-event, type: payment.refunded, orderId: ord_1042 }, { kind: advance, to: all }",
  "honest-status": `a payment: ${PAYMENT}`,
  "survives-bad-input": `a signed body that is no event: ${attackBy("not-json")}`,
  "trusts-own-records":
    "a payment of another amount: { kind: send-event, type: payment.succeeded, fields: { amount: 1 } }",
  "keeps-secrets": `whatever the handler answers or logs, such as a forgery: ${attackBy("unsigned")}`,
  "keeps-links-outside":
    "in the scenario receipts, a payment with a stranger's link: { kind: send-event, type: payment.succeeded, fields: { receiptUrl: http://10.0.0.7/orders } }",
};

/** The longest suggestion is the one that sends everything. */
export function everythingOf(benches: Readonly<Record<string, Bench>>): readonly SessionAction[] {
  const scripts = Object.values(benches).flatMap(({ suggestions }) =>
    suggestions.map(({ script }): readonly SessionAction[] => script),
  );
  return scripts.reduce((longest, script) => (script.length > longest.length ? script : longest), []);
}

/** @param untested what handlers break and was not put to the test. @param isSilent no bench has a suggestion at all */
export function untestedFaults(
  untested: readonly InvariantId[],
  isSilent: boolean,
): Pick<ContentProblem, "rule" | "remedy">[] {
  if (untested.length === 0) return [];
  const why = isSilent
    ? "No bench has a suggestion, so nothing was sent. Add one under benches.<id>.suggestions that sends"
    : `Not held on the correct handler: ${untested.join(", ")}. In the longest suggestion, send also`;
  const phrases = [...Map.groupBy(untested, (id) => tests[id])].map(
    ([test, ids]) => `${test} (for ${ids.join(", ")})`,
  );
  const rule = "What is sent puts every invariant to the test that a handler breaks.";
  return [{ rule, remedy: `${why} ${phrases.join("; ")}.` }];
}
