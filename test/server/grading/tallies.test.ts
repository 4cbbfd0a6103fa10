// What is known after some schedules: counts, the words that are kept, and which breaks are new.
import { describe, expect, it } from "vitest";
import { invariants } from "../../../content/schema/invariants/all.ts";
import { broken, held, type Judgement, notChecked } from "../../../content/schema/invariants/judgement.ts";
import { InvariantId } from "../../../server/contract/invariants.ts";
import type { SchemeId } from "../../../server/contract/session.ts";
import { createJudge, explain, Tallies, troubleIn } from "../../../server/grading/judging.ts";
import {
  answered,
  attempt,
  down,
  type HistoryDraft,
  historyOf,
  hostile,
  logged,
  paid,
  shipsAndPays,
  up,
} from "../../content/schema/histories.ts";
import { SECRET } from "../../content/schema/judging.ts";

const breaks = (summary: string, look?: string) =>
  broken({ summary, seq: 1, byEffect: true, ...(look !== undefined && { look }) });

const judged = (some: Partial<Record<InvariantId, Judgement>>): Record<InvariantId, Judgement> => ({
  ...(Object.fromEntries(InvariantId.options.map((id) => [id, notChecked])) as Record<
    InvariantId,
    Judgement
  >),
  ...some,
});

const verdictOf = (tallies: Tallies, id: InvariantId) => tallies.verdicts().find((one) => one.id === id);

const linked = { trapLinks: ["http://10.0.0.7/"] };

describe("tallies", () => {
  it("say nothing of links where events have none", () => {
    const told = new Tallies({ trapLinks: [] }).verdicts().map(({ id }) => id);
    expect(told).toEqual(InvariantId.options.filter((id) => id !== "keeps-links-outside"));
  });

  it("know nothing at first", () => {
    const tallies = new Tallies(linked);
    expect(tallies.broken).toEqual([]);
    expect(tallies.verdicts()).toEqual(
      InvariantId.options.map((id) => ({ id, verdict: "not-checked", checked: 0, broken: 0 })),
    );
  });

  it("give what broke now for the first time, in the order of the invariants", () => {
    const tallies = new Tallies(linked);
    const [first, second] = [breaks("first"), breaks("second")];
    expect(tallies.add(judged({ "keeps-secrets": held("fine") }))).toEqual([]);
    expect(tallies.add(judged({ "keeps-secrets": first, "accepts-genuine": second }))).toEqual([
      { id: "accepts-genuine", broken: second },
      { id: "keeps-secrets", broken: first },
    ]);
    expect(tallies.add(judged({ "keeps-secrets": second, "honest-status": second }))).toEqual([
      { id: "honest-status", broken: second },
    ]);
    expect(tallies.broken).toEqual(["accepts-genuine", "honest-status", "keeps-secrets"]);
  });

  it("count what was put to the test, and keep the words of the last time that it held", () => {
    const tallies = new Tallies(linked);
    for (const one of [held("one"), notChecked, held("two"), notChecked])
      tallies.add(judged({ "honest-status": one }));
    expect(verdictOf(tallies, "honest-status")).toEqual({
      ...{ id: "honest-status", verdict: "held", checked: 2, broken: 0, summary: "two" },
    });
  });

  it("keep the words of the first break, whatever comes after it", () => {
    const tallies = new Tallies(linked);
    for (const one of [held("one"), breaks("first", "Look here."), held("two"), breaks("second"), notChecked])
      tallies.add(judged({ "honest-status": one }));
    expect(verdictOf(tallies, "honest-status")).toEqual({
      ...{ id: "honest-status", verdict: "broken", checked: 4, broken: 2, summary: "first" },
      ...{ why: invariants["honest-status"].why, look: "Look here." },
    });
  });
});

describe("an explanation", () => {
  it("looks where the break says, or else where the invariant does", () => {
    const { why, look } = invariants["keeps-secrets"];
    expect(explain("keeps-secrets", breaks("It told.", "There."))).toEqual({
      ...{ summary: "It told.", why, look: "There." },
    });
    expect(explain("keeps-secrets", breaks("It told."))).toEqual({ summary: "It told.", why, look });
  });
});

const runOf = (...drafts: readonly HistoryDraft[]) => ({
  ...{
    executed: [],
    begunAt: [],
    choices: [],
    waiting: [],
    history: historyOf(...drafts),
    secrets: [SECRET],
  },
  ...{ isInfeasible: false, isPruned: false, isCut: false },
});

describe("a judge", () => {
  const orders = [{ id: "ord_1", amount: 100, currency: "EUR" }];
  const judge = (scheme: SchemeId, ...drafts: readonly HistoryDraft[]) =>
    createJudge(orders, scheme)(runOf(...drafts));

  it("says something of every invariant, by the shop's own record", () => {
    const said = judge("standard-v1", paid("evt_1"), ...attempt("a", "evt_1", 200, ...shipsAndPays("a")));
    expect(Object.keys(said)).toEqual(InvariantId.options);
    expect(said["effect-at-least-once"].state).toBe("held");
    const wrongSum = paid("evt_1", "ord_1", 1);
    const trusting = judge("standard-v1", wrongSum, ...attempt("a", "evt_1", 200, ...shipsAndPays("a")));
    expect(trusting["trusts-own-records"].state).toBe("broken");
  });

  it("knows the secrets of the run", () => {
    expect(judge("standard-v1", logged(`It is ${SECRET}.`))["keeps-secrets"].state).toBe("broken");
  });

  it("knows whether the scheme signs the time", () => {
    const replayed = [hostile("f", "replay-attack"), answered("f", 200)];
    expect(judge("standard-v1", ...replayed)["refuses-replay-attack"].state).toBe("broken");
    expect(judge("github-sha256", ...replayed)["refuses-replay-attack"].state).toBe("held");
  });
});

describe("the trouble in a run", () => {
  it("is each kill at a crash point and each request of an attacker", () => {
    const run = runOf(
      ...[hostile("f", "unsigned"), answered("f", 401), hostile("g", "replay-attack")],
      ...[down(), up(), down("crashed"), up(), down("stopped"), up(), down()],
      ...[paid("evt_1"), ...attempt("a", "evt_1", 200)],
    );
    expect(troubleIn(run)).toEqual({ crashPoints: 2, forgeries: 2 });
  });
});
