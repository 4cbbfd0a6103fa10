// What holds for every judge and every history, whole or cut off anywhere: no exception, no contradiction, no hurry.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { invariants, judgeAll } from "../../../../content/schema/invariants/all.ts";
import { observe } from "../../../../content/schema/observation.ts";
import { attackKinds } from "../../../../server/contract/attacks.ts";
import { type AttackId, HistoryEntry, SigningKey } from "../../../../server/contract/history.ts";
import { InvariantId } from "../../../../server/contract/invariants.ts";
import * as write from "../histories.ts";
import { timeless, world } from "../judging.ts";

const ids = fc.constantFrom("a", "b", "c", "d");
const someone = fc.option(ids, { nil: null });
const events = fc.constantFrom("evt_1", "evt_2", "evt_3");
const orders = fc.constantFrom("ord_1", "ord_2", "ord_3", "ord_9");
const statuses = fc.constantFrom(200, 202, 301, 400, 401, 409, 500, 503);
const attacks = fc.constantFrom(...(Object.keys(attackKinds) as AttackId[]));
const said = fc.oneof(
  fc
    .constantFrom(write.paid("evt_1"), write.refunded("evt_2"), write.paid("evt_3", "ord_2", 1))
    .map(write.bodyOf),
  fc.jsonValue(),
);
const faults = fc.constantFrom("refused" as const, "answer-lost" as const, "slow" as const);
const ends = fc.constantFrom("stopped" as const, "crash-point" as const, "crashed" as const, "hung" as const);

/** One entry, or a few that belong together; in any order and about anything, so most of it makes no sense. */
const drafts: fc.Arbitrary<write.HistoryDraft[]> = fc.oneof(
  fc.tuple(events, orders, fc.constantFrom(1, 100), fc.nat(3)).map((made) => [write.paid(...made)]),
  fc.tuple(events, orders, fc.constantFrom(1, 100), fc.nat(3)).map((made) => [write.refunded(...made)]),
  fc.tuple(events, fc.jsonValue()).map(([id, data]) => [write.event(id, "shelf.tidied", { data })]),
  fc.tuple(ids, events).map(([id, eventId]) => [write.started({ id, eventId })]),
  fc
    .tuple(ids, events, fc.array(fc.constantFrom(...SigningKey.options), { maxLength: 2 }))
    .map(([id, eventId, signedBy]) => [write.started({ id, eventId, signedBy })]),
  fc.tuple(ids, attacks, said).map(([id, attack, body]) => [write.hostile(id, attack, body)]),
  ids.map((id) => [write.byHand(id)]),
  fc.tuple(ids, statuses).map(([id, status]) => [write.answered(id, status)]),
  fc.tuple(ids, statuses).map(([id, status]) => [write.replyLost(id, status)]),
  fc.tuple(ids, fc.string()).map(([id, body]) => [write.answeredWith(id, body)]),
  ids.map((id) => [write.timedOut(id)]),
  ids.map((id) => [write.foundNobody(id)]),
  ids.map((id) => [write.cutOff(id)]),
  fc
    .tuple(events, fc.boolean())
    .map(([id, isDead]) => [write.settled(id, isDead ? "dead-letter" : "delivered")]),
  fc.tuple(someone, orders).map(([id, order]) => write.shipsAndPays(id, order)),
  fc
    .tuple(fc.constantFrom("paid", "pending", "refunded"), someone, orders)
    .map((made) => [write.becomes(...made)]),
  fc.tuple(fc.constantFrom("ada@example.com", ""), someone).map((made) => [write.mailed(...made)]),
  fc.tuple(events, someone).map(([id, attemptId]) => write.queues("pay", id, attemptId)),
  events.map((id) => [write.jobDone(id)]),
  fc.constant(write.works("pay")),
  fc.tuple(someone, faults).map((made) => write.faulty(...made)),
  fc.tuple(ids, someone).map(([id, attemptId]) => [write.called({ id, attemptId })]),
  fc.tuple(ids, someone).map(([id, attemptId]) => [write.callAnswered({ id, attemptId })]),
  ends.map((kind) => [write.down(kind)]),
  fc.constantFrom(undefined, "missing" as const).map((secret) => [write.up(secret)]),
  fc.tuple(fc.string(), someone).map((made) => [write.logged(...made)]),
);

/** Time goes on by up to two hours between them. */
const stories = fc
  .array(fc.tuple(drafts, fc.constantFrom(0, 10, 5_000, 61_000, 7_200_000)), { maxLength: 30 })
  .map((parts) => {
    let nowMs = 0;
    return parts.flatMap(([entries, pauseMs]) => {
      nowMs += pauseMs;
      return write.at(nowMs, ...entries);
    });
  });

const judged = (story: readonly write.HistoryDraft[], judgedIn = world) =>
  judgeAll(observe(write.historyOf(...story)), judgedIn);

describe("on any history", () => {
  test("every judge says one of three things, and points at an entry that is there", () => {
    fc.assert(
      fc.property(stories, fc.boolean(), (story, signsTime) => {
        for (const judgement of Object.values(judged(story, signsTime ? world : timeless))) {
          if (judgement.state === "not-checked") continue;
          expect(judgement.summary).toMatch(/^[A-Z0-9"].*\.$/s);
          if (judgement.state !== "broken") continue;
          expect(judgement.seq).toBeGreaterThanOrEqual(0);
          expect(judgement.seq).toBeLessThan(story.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("the same history gets the same judgement", () => {
    fc.assert(
      fc.property(stories, (story) => {
        expect(judged(story)).toEqual(judged(story));
      }),
    );
  });

  test.each(["effect-at-most-once", "keeps-newest-state", "trusts-own-records", "keeps-secrets"] as const)(
    "what was once broken stays broken: %s",
    (id) => {
      fc.assert(
        fc.property(stories, fc.nat(30), (story, length) => {
          const before = judged(story.slice(0, length))[id];
          if (before.state === "broken")
            expect(judged(story)[id]).toMatchObject({ state: "broken", seq: before.seq });
        }),
        { numRuns: 400 },
      );
    },
  );

  test.each(["refuses-forgery", "refuses-replay-attack", "survives-bad-input"] as const)(
    "an effect that broke it stays: %s",
    (id) => {
      fc.assert(
        fc.property(stories, fc.nat(30), (story, length) => {
          const before = judged(story.slice(0, length))[id];
          if (before.state === "broken" && before.byEffect) expect(judged(story)[id].state).toBe("broken");
        }),
        { numRuns: 400 },
      );
    },
  );

  test("the builders write entries of the contract", () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const entry of write.historyOf(...story))
          expect(HistoryEntry.safeParse(entry).error).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });
});

describe("the explanations", () => {
  test("stand under their own name, one for each invariant", () => {
    expect(Object.keys(invariants)).toEqual(InvariantId.options);
    for (const [key, { id }] of Object.entries(invariants)) expect(id).toBe(key);
  });

  test.each(Object.values(invariants))("of $id are short, whole sentences", ({ title, why, look }) => {
    expect(title).toMatch(/^[a-z][a-z ]{5,30}$/);
    expect(why).toMatch(/^[A-Z][^!]{40,160}\.$/);
    expect(look).toMatch(/^Look at [^!]{40,190}\.$/);
  });
});
