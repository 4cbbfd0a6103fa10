import fc from "fast-check";
import { expect, test } from "vitest";
import { type Action, type Schedule, scheduleOf, startsAttempt } from "../../../server/contract/schedule.ts";
import type { Run } from "../../../server/exploration/run.ts";
import { type Failure, shrink } from "../../../server/exploration/shrink.ts";

const event: Action = { do: "event", type: "payment.succeeded" };
const copy: Action = { do: "copy", of: 0 };
const attack: Action = { do: "attack", attack: "unsigned" };
const rest: Action = { do: "rest" };
const call: Action = { do: "call", actor: 1 };
const crash: Action = { do: "crash" };

/** A world in which a schedule fails when its actions say so: the n-th begins at entry n. */
function worldWhere(fails: (actions: readonly Action[], schedule: Schedule) => boolean) {
  const played: Schedule[] = [];
  const failureOf = (schedule: Schedule, seq: number | null): Failure => {
    const { actions: executed } = schedule;
    const run = { executed, begunAt: [...executed.keys()] } as Partial<Run> as Run;
    return { schedule, run, seq };
  };
  const smallest = async (actions: readonly Action[], seq: number | null = actions.length) =>
    shrink(failureOf(scheduleOf(...actions), seq), async (schedule) => {
      played.push(schedule);
      return fails(schedule.actions, schedule) ? failureOf(schedule, seq) : null;
    });
  return { played, smallest };
}

test("one attack among many is found in few plays, whatever was sent after it", async () => {
  const forgery: Action = { ...attack, type: "the one" };
  const others = Array.from({ length: 10 }, () => [attack, rest]).flat();
  const { played, smallest } = worldWhere((actions) => actions.includes(forgery) && actions.at(-1) === rest);
  const { schedule } = await smallest([event, rest, ...others, forgery, rest, attack, rest], 22);
  expect(schedule).toEqual({ ...scheduleOf(forgery, rest), end: "stop" });
  expect(played.length).toBeLessThanOrEqual(3);
});

test("a copy is found together with the event that it is a copy of", async () => {
  const fails = (actions: readonly Action[]) => actions.includes(event) && actions.includes(copy);
  const { played, smallest } = worldWhere(fails);
  const { schedule } = await smallest([event, call, rest, attack, rest, attack, rest, copy, call, rest]);
  expect(schedule.actions).toEqual([event, copy]);
  expect(played.length).toBeLessThanOrEqual(8);
});

test("what fails only at the very end keeps its end", async () => {
  const { smallest } = worldWhere((actions, { end }) => end === "settle" && actions.includes(crash));
  const { schedule } = await smallest([event, rest, crash, copy]);
  expect(schedule).toEqual(scheduleOf(crash));
});

test("requests that stand before a named one are left out, and it is named by its new number", async () => {
  const named: Action = { do: "call", actor: 4 };
  const fails = (actions: readonly Action[]) => {
    const requests = actions.filter(startsAttempt);
    const last = actions.at(-1);
    return requests.includes(event) && last?.do === "call" && last.actor === requests.indexOf(event) + 1;
  };
  const { smallest } = worldWhere(fails);
  const { schedule } = await smallest([attack, attack, attack, event, rest, named]);
  expect(schedule.actions).toEqual([event, call]);
});

test("what shows only at the end is never tried without it", async () => {
  const { played, smallest } = worldWhere((actions) => actions.includes(crash));
  const { schedule } = await smallest([event, rest, crash, copy], null);
  expect(schedule).toEqual(scheduleOf(crash));
  expect(new Set(played.map(({ end }) => end))).toEqual(new Set(["settle"]));
});

test("a schedule that fails only in the order in which its run went on is shrunk with that order", async () => {
  const schedule = scheduleOf(event, copy);
  const fails = (actions: readonly Action[]) => actions.includes(crash);
  const run = { executed: [event, copy, crash], begunAt: [0, 1, 2] } as Partial<Run> as Run;
  const smallest = await shrink({ schedule, run, seq: null }, async (one) =>
    fails(one.actions) ? { schedule: one, run: { ...run, executed: one.actions }, seq: null } : null,
  );
  expect(smallest.schedule).toEqual(scheduleOf(crash));
});

test("nothing is played twice, and what is left needs each of its actions, whatever it is that fails", async () => {
  const action = fc.constantFrom(event, copy, attack, rest, call, crash);
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { maxLength: 14 }),
      fc.func(fc.boolean()),
      fc.nat(14),
      async (actions, isFailing, seq) => {
        const fails = (some: readonly Action[]) => isFailing(some.map((one) => one.do));
        const { played, smallest } = worldWhere(fails);
        const { schedule } = await smallest(actions, seq);
        const [shrunk, whole] = [schedule.actions, actions];
        if (shrunk.length < whole.length) expect(fails(shrunk)).toBe(true);
        for (const index of shrunk.keys()) {
          const smaller = { ...schedule, actions: shrunk.toSpliced(index, 1) };
          expect(fails(smaller.actions)).toBe(false);
          expect(played).toContainEqual(smaller);
        }
        expect(new Set(played.map((one) => JSON.stringify(one))).size).toBe(played.length);
      },
    ),
  );
});
