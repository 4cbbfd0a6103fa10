// Verdicts by hand, for tests of what is printed of them.
import type { InvariantId } from "../../../server/contract/invariants.ts";
import type { Explored, InvariantVerdict, Verdict } from "../../../server/contract/proof.ts";
import { invariantsFor } from "../../../server/grading/judging.ts";

const explored: Explored = {
  ...{ schedules: 412, crashPoints: 26, forgeries: 58, complete: true, durationMs: 1_849.6 },
  families: [{ id: "overlaps", schedules: 412, complete: true }],
};

const held = (id: InvariantId): InvariantVerdict => ({
  ...{ id, verdict: "held", checked: 31, broken: 0, summary: "It held." },
});

/** Of twelve invariants those that are named stand otherwise than held. */
export function verdictWith(others: readonly InvariantVerdict[], changed: Partial<Verdict> = {}): Verdict {
  const isBroken = others.some(({ verdict }) => verdict === "broken");
  return {
    ...{ verdict: isBroken ? "fail" : "pass", scenario: "payments", scheme: "standard-v1", seed: 1 },
    ...{ explored, notes: [] },
    invariants: invariantsFor({ trapLinks: [] }).map((id) => others.find((one) => one.id === id) ?? held(id)),
    ...changed,
  };
}

export const notChecked: InvariantVerdict = {
  ...{ id: "keeps-newest-state", verdict: "not-checked", checked: 0, broken: 0 },
};

export const shippedTwice: InvariantVerdict = {
  ...{ id: "effect-at-most-once", verdict: "broken", checked: 114, broken: 82 },
  ...{
    summary: "It happened twice: ord_1.",
    why: "Nobody paid for it.",
    look: "Look at the line that ships.",
  },
  counterexample: {
    ...{ token: "h1.abc", seq: 9 },
    steps: [
      { atMs: 0, seq: 1, actor: "provider", what: "sends payment.succeeded for ord_1" },
      { atMs: 9_999, seq: 4, actor: "shop", what: "ship → ord_1", place: { file: "handler.ts", line: 12 } },
      { atMs: 10_000, seq: 5, actor: "receiver", what: "is killed" },
      { atMs: 3_599_900, seq: 7, actor: "attacker", what: "sends: Wrong secret" },
      { atMs: 151_200_000, seq: 9, actor: "shop", what: "ship → ord_1, again" },
    ],
  },
};

export const noVerdict = (error: NonNullable<Verdict["error"]>): Verdict =>
  verdictWith([], {
    ...{ verdict: "error", invariants: [], error },
    explored: { ...explored, schedules: 0, complete: false, durationMs: 12, families: [] },
  });
