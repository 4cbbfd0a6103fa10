// Counterexamples: as small as they get, and the same again by their token, for the same code or for better code.
import { describe, expect, it } from "vitest";
import type { InvariantId } from "../../../server/contract/invariants.ts";
import { type Action, type Schedule, scheduleOf } from "../../../server/contract/schedule.ts";
import type { Run } from "../../../server/exploration/run.ts";
import { SCHEDULE_EPOCH_MS } from "../../../server/exploration/theatre.ts";
import { type Reproduction, readToken, writeToken } from "../../../server/exploration/token.ts";
import { findCounterexample } from "../../../server/grading/counterexample.ts";
import { invariantIds, invariantsFor } from "../../../server/grading/judging.ts";
import type { FakeCode } from "../exploration/fake-receiver.ts";
import {
  brokenOf,
  counterexampleOf,
  houseOf,
  proofOf,
  prove,
  proveIn,
  timeless,
  told,
  verdictOn,
} from "./provers.ts";
import { brittle, careful, forgetful, gullible, hasty, polling, racing, telling } from "./shop.ts";

const payment: Action = { do: "event", type: "payment.succeeded", orderId: "ord_1" };
const call = (actor: number): Action => ({ do: "call", actor });

/** Two copies that both look before either acts. */
const race: Reproduction = {
  ...{ scenario: "fake", scheme: "standard-v1", seed: 1, invariant: "effect-at-most-once" },
  schedule: {
    ...scheduleOf(payment, { do: "copy", of: 0 }, call(1), call(2), call(1), call(2)),
    end: "stop",
  },
};

const reproduce = (code: FakeCode, changed: Partial<Reproduction> = {}) =>
  prove(code, { reproduce: writeToken({ ...race, ...changed }) });

describe("a counterexample", () => {
  const cases: [string, FakeCode, InvariantId][] = [
    ["a race", racing, "effect-at-most-once"],
    ["a lost event", hasty, "effect-at-least-once"],
    ["a repeated effect", forgetful, "effect-at-most-once"],
    ["a disguise that is let in", forgetful, "refuses-replay-attack"],
    ["bad input that is let in", forgetful, "survives-bad-input"],
    ["work that a poll loses", polling, "effect-at-least-once"],
  ];

  it.each(cases)("of %s loses the failure without any one of its actions", async (_what, code, id) => {
    const { verdict } = await proofOf(code);
    const reproduction = readToken(counterexampleOf(id, verdict).token);
    const { schedule } = reproduction;
    expect(schedule.actions.length).toBeGreaterThan(1);
    for (const index of schedule.actions.keys()) {
      const smaller: Schedule = { ...schedule, actions: schedule.actions.toSpliced(index, 1) };
      const again = await reproduce(code, { ...reproduction, schedule: smaller });
      expect(verdictOn(id, again.verdict).verdict).not.toBe("broken");
    }
  });

  it.each(cases)("of %s is the same again by its token alone", async (_what, code, id) => {
    const { verdict } = await proofOf(code);
    const found = verdictOn(id, verdict);
    const token = found.counterexample?.token ?? "";
    const again = await prove(code, { reproduce: token });
    expect(again.verdict.verdict).toBe("fail");
    const { summary, why, look, counterexample } = found;
    expect(verdictOn(id, again.verdict)).toEqual({
      ...{ id, verdict: "broken", checked: 1, broken: 1, summary, why, look, counterexample },
    });
  });
});

describe("the timeline of something that is missing", () => {
  it("tells what went wrong and what followed, and not the polls that look on for a day", async () => {
    const { verdict } = await proofOf(polling);
    const { token, steps } = counterexampleOf("effect-at-least-once", verdict);
    expect(readToken(token).schedule.end).toBe("settle");
    expect(steps.map(({ actor, what }) => `${actor} ${what}`)).toEqual([
      "provider sends payment.succeeded for ord_1",
      'shop db.put {"key":"inbox"} → null',
      "receiver answers 200",
      'shop db.has {"key":"inbox"} → true',
      'shop db.put-new {"key":"done"} → true',
      "receiver is killed",
      "receiver starts again",
    ]);
  });
});

describe("the timeline of a worker that dies", () => {
  it("has no request wait for the shop until it times out, though that would be shorter", async () => {
    const { verdict } = await proofOf(brittle);
    const { token, steps } = counterexampleOf("effect-at-least-once", verdict);
    expect(steps.map(({ actor, what }) => `${actor} ${what}`)).toEqual([
      "provider sends payment.succeeded for ord_1",
      'shop db.put {"key":"inbox"} → null',
      "receiver answers 200",
      expect.stringMatching(/^shop db.has .* \(a passing failure: not carried out\)$/),
    ]);
    const refused: Action = { do: "call", actor: 0, fate: "refused" };
    expect(readToken(token).schedule).toEqual(scheduleOf(payment, call(1), refused));
    const shorter = await reproduce(brittle, {
      ...{ invariant: "effect-at-least-once", schedule: scheduleOf(payment, refused) },
    });
    expect(counterexampleOf("effect-at-least-once", shorter.verdict).steps).toContainEqual(
      expect.objectContaining({ what: "stops waiting after 15 s" }),
    );
  });
});

describe("the timeline of a forgery that is let in", () => {
  it("goes on to what follows from it, and says so", async () => {
    const { verdict } = await proofOf(gullible);
    const { summary, counterexample } = verdictOn("refuses-forgery", verdict);
    expect(summary).toBe("A forged request was answered 200, and this followed from it: ord_1.");
    expect(counterexample?.steps.map(({ actor, what }) => `${actor} ${what}`)).toEqual([
      "attacker sends: Unsigned request",
      'shop db.put {"key":"inbox"} → null',
      "receiver answers 200 to: Unsigned request",
      'shop db.has {"key":"inbox"} → true',
      'shop db.put-new {"key":"done"} → true',
      'shop carrier.ship-once {"key":"ord_1"} → ord_1',
    ]);
  });
});

describe("finding a counterexample", () => {
  const actions: Action[] = [{ do: "crash" }, { do: "rest" }, { do: "settle" }];
  type Played = Pick<Run, "history" | "secrets">;
  const runOf = (schedule: Schedule): Run => ({
    ...{ executed: schedule.actions, begunAt: [], choices: [], waiting: [], history: [], secrets: [] },
    ...{ isInfeasible: false, isPruned: false, isCut: false },
  });
  const broken = { state: "broken", summary: "It broke.", seq: 0, byEffect: false } as const;
  const brokenWhen = (isBroken: (run: Played) => boolean) => (run: Played) => {
    const judgements = invariantIds.map((id) => [id, isBroken(run) ? broken : { state: "not-checked" }]);
    return Object.fromEntries(judgements);
  };
  const find = (play: (schedule: Schedule) => Run, confirm = play, isBroken = (_run: Played) => true) => {
    const schedule = scheduleOf(...actions);
    return findCounterexample(
      { schedule, run: runOf(schedule) },
      {
        ...{ invariant: "keeps-secrets", judge: brokenWhen(isBroken) },
        play: async (one) => play(one),
        confirm: async (one) => confirm(one),
        about: { scenario: "fake", scheme: "stripe-v1", seed: 7 },
      },
    );
  };

  it("leaves out nothing by which the schedule could no longer be played", async () => {
    const found = await find((one) => ({ ...runOf(one), isInfeasible: one.actions.length < 2 }));
    expect(found?.schedule.actions).toHaveLength(2);
    expect(readToken(found?.counterexample.token ?? "")).toEqual({
      ...{ scenario: "fake", scheme: "stripe-v1", seed: 7, invariant: "keeps-secrets" },
      schedule: found?.schedule,
    });
  });

  it("confirms the smallest schedule once, and finds nothing when that does not break", async () => {
    const confirmed: Schedule[] = [];
    const confirm = (one: Schedule): Run => {
      confirmed.push(one);
      return { ...runOf(one), secrets: ["fresh"] };
    };
    expect(await find(runOf, confirm, ({ secrets }) => secrets.length === 0)).toBeNull();
    expect(confirmed.map((one) => [one.end, one.actions.length])).toEqual([["stop", 0]]);
  });
});

describe("reproducing a schedule", () => {
  it("plays it once in a fresh process and tells its history", async () => {
    const house = houseOf(racing);
    const token = writeToken(race);
    const proof = await proveIn(house, { reproduce: token });
    expect([house.cold.starts, house.warm.length]).toEqual([1, 0]);
    expect(proof.events.map(({ type }) => type)).toEqual(["history", "verdict"]);
    const [history] = told(proof, "history");
    expect(history).toMatchObject({ invariant: "effect-at-most-once", token, epochMs: SCHEDULE_EPOCH_MS });
    const { seq = -1, ...shown } = counterexampleOf("effect-at-most-once", proof.verdict);
    expect(history?.entries[seq]).toMatchObject({ kind: "effect", effect: "shipped", repeat: 1 });
    expect(shown.token).toBe(token);
    expect(shown.steps.at(-1)?.what).toBe('carrier.ship {"key":"ord_1"} → ord_1, again');
  });

  it("passes when the code holds now", async () => {
    const proof = await reproduce(careful, { schedule: scheduleOf(payment, { do: "copy", of: 0 }) });
    const { verdict, explored, notes } = proof.verdict;
    expect([verdict, notes]).toEqual(["pass", []]);
    expect({ ...explored, durationMs: 0 }).toEqual({
      ...{ schedules: 1, crashPoints: 0, forgeries: 0, complete: false, durationMs: 0, families: [] },
    });
    expect(explored.durationMs).toBeGreaterThan(0);
    expect(told(proof, "history").map(({ invariant }) => invariant)).toEqual([null]);
    expect(proof.verdict.invariants.map(({ id }) => id)).toEqual(invariantsFor({ trapLinks: [] }));
    expect(verdictOn("effect-at-most-once", proof.verdict)).toMatchObject({ verdict: "held", checked: 1 });
    expect(proof.verdict.invariants.filter((one) => "counterexample" in one)).toEqual([]);
  });

  it("counts the crashes and the attacks in it", async () => {
    const schedule = scheduleOf({ do: "attack", attack: "unsigned" }, { do: "crash" }, payment);
    const { verdict } = await reproduce(careful, { schedule });
    expect(verdict.explored).toMatchObject({ schedules: 1, crashPoints: 1, forgeries: 1 });
  });

  it("goes on to the end where other code had broken it: a repair holds there, and may still be set beside it", async () => {
    const schedule: Schedule = { ...scheduleOf(payment, { do: "copy", of: 0 }), end: "stop" };
    const repaired = await reproduce(careful, { schedule });
    expect(repaired.verdict).toMatchObject({
      verdict: "pass",
      notes: [expect.stringMatching(/^On this code nothing is put to the test .* played on/)],
    });
    expect(verdictOn("effect-at-most-once", repaired.verdict)).toMatchObject({ verdict: "held" });
    const [asked, further] = told(repaired, "history").map(({ entries }) => entries);
    expect(further?.slice(0, asked?.length)).toEqual(asked);
    expect(further?.length).toBeGreaterThan(asked?.length ?? 0);
  });

  it("says so when that breaks: it is another schedule than that of the token", async () => {
    const schedule: Schedule = { ...race.schedule, actions: race.schedule.actions.slice(0, -1) };
    const { verdict } = await reproduce(racing, { schedule });
    expect(verdict.verdict).toBe("error");
    expect(verdictOn("effect-at-most-once", verdict)).toMatchObject({
      verdict: "not-checked",
      summary: expect.stringMatching(/ prove the code anew\. Played on until .* it breaks all the same\.$/),
    });
  });

  const cannotBePlayed =
    "A part of this schedule cannot be played on this code: it orders something, such as a shop call, that does not happen here.";
  const proveIt = "So it does not show whether the code holds: prove the code anew.";
  const threeCalls = scheduleOf(payment, call(1), call(1), call(1));

  it.each<[string, Schedule, InvariantId, string]>([
    [
      "orders a call that the code does not make",
      threeCalls,
      "effect-at-most-once",
      `${cannotBePlayed} ${proveIt}`,
    ],
    [
      "ends before its invariant is put to the test",
      { ...scheduleOf(payment), end: "stop" },
      "keeps-newest-state",
      `On this code the schedule ends before anything puts the invariant to the test. ${proveIt}`,
    ],
  ])(
    "gives no verdict when it %s, and shows what was played",
    async (_what, schedule, invariant, message) => {
      const proof = await reproduce(careful, { schedule, invariant });
      const { verdict, error, notes } = proof.verdict;
      expect({ verdict, error, notes }).toEqual({
        ...{ verdict: "error", notes: [] },
        error: { fault: "schedule", message },
      });
      expect(verdictOn(invariant, proof.verdict)).toEqual({
        ...{ id: invariant, verdict: "not-checked", checked: 0, broken: 0, summary: message },
      });
      const [history] = told(proof, "history");
      expect(history?.invariant).toBeNull();
      expect(history?.entries.map(({ kind }) => kind)).toContain("attempt-started");
    },
  );

  it("shows nothing when it is cut off: what would have come is not known", async () => {
    const busy: FakeCode = {
      async handle(request, tools) {
        for (let count = 0; count < 400; count += 1) await tools.call("db", "has", { key: "one" });
        return careful.handle(request, tools);
      },
    };
    const { verdict } = await reproduce(busy, { schedule: scheduleOf(payment) });
    expect(verdictOn("effect-at-most-once", verdict)).toMatchObject({
      verdict: "not-checked",
      summary: expect.stringMatching(/^On this code the schedule goes on for too long.* was cut off\. So it/),
    });
  });

  it("fails by what breaks, however much of it can be played", async () => {
    const schedule: Schedule = scheduleOf(payment, { do: "copy", of: 0 }, call(9));
    const own = await reproduce(forgetful, { schedule });
    expect([own.verdict.verdict, own.verdict.notes]).toEqual(["fail", [cannotBePlayed]]);
    expect(counterexampleOf("effect-at-most-once", own.verdict).steps).not.toEqual([]);
    const other = await reproduce(forgetful, { schedule, invariant: "keeps-secrets" });
    expect([other.verdict.verdict, other.verdict.notes]).toEqual(["fail", []]);
    expect(verdictOn("keeps-secrets", other.verdict)).toMatchObject({
      verdict: "not-checked",
      summary: `${cannotBePlayed} ${proveIt}`,
    });
  });

  it("fails by other invariants, too, but shows a timeline only of the one that the token is for", async () => {
    const proof = await reproduce(racing, { invariant: "keeps-secrets" });
    expect(proof.verdict.verdict).toBe("fail");
    expect(brokenOf(proof.verdict).map(({ id, counterexample }) => [id, counterexample])).toEqual([
      ["effect-at-most-once", undefined],
    ]);
    expect(told(proof, "history").every(({ invariant }) => invariant === null)).toBe(true);
  });

  it("takes scenario, scheme and seed from the token", async () => {
    const asked = { scenario: "elsewhere", scheme: "stripe-v1", seed: 9 } as const;
    const token = writeToken({ ...race, seed: 4 });
    const { verdict } = await prove(racing, { ...asked, reproduce: token });
    const plain = await prove(racing, { seed: 4, reproduce: token });
    expect(verdict).toMatchObject({ verdict: "fail", scenario: "fake", scheme: "standard-v1", seed: 4 });
    expect(timeless(verdict)).toEqual(timeless(plain.verdict));
    expect(verdict.invariants).not.toEqual((await reproduce(racing)).verdict.invariants);
  });

  it("signs and judges by the token's scheme", async () => {
    const leaking = telling(careful, ({ env }) => env.WEBHOOK_SECRET ?? "");
    const { verdict } = await reproduce(leaking, { scheme: "github-sha256", invariant: "keeps-secrets" });
    expect(verdict.scheme).toBe("github-sha256");
    expect(brokenOf(verdict).map(({ id }) => id)).toEqual(["accepts-genuine", "keeps-secrets"]);
    expect(verdictOn("keeps-secrets", verdict).summary).toBe("A log line shows the signing secret.");
  });

  it("is the code's own fault when the code does not start, and the request's when there is no such scenario", async () => {
    const house = houseOf(careful);
    const problem = { stage: "compile", message: "What?" } as const;
    house.cold.refuseStarts(problem);
    const token = writeToken({ ...race, scheme: "github-sha256", seed: 7 });
    const refused = await proveIn(house, { reproduce: token });
    expect(refused.verdict).toMatchObject({
      error: { fault: "start", problem },
      scheme: "github-sha256",
      seed: 7,
    });
    const unknown = await reproduce(careful, { scenario: "nowhere" });
    expect(unknown.verdict.error).toEqual({
      fault: "request",
      message: 'There is no scenario "nowhere".',
    });
  });
});
