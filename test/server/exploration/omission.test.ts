// Leaving actions out: what goes with them, and by which numbers the others name requests and events from then on.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Action, startsAttempt } from "../../../server/contract/schedule.ts";
import { without } from "../../../server/exploration/omission.ts";

const event: Action = { do: "event", type: "payment.succeeded" };
const other: Action = { do: "event", type: "payment.refunded" };
const attack: Action = { do: "attack", attack: "unsigned" };
const rest: Action = { do: "rest" };
const next: Action = { do: "next-attempt" };
const copy = (of: number): Action => ({ do: "copy", of });
const call = (actor: number): Action => ({ do: "call", actor });
const lost = (actor: number): Action => ({ do: "reply", actor, fate: "lost" });

test.each<[string, Action[], [number, number], Action[]]>([
  ["a request goes with its calls and its reply", [event, lost(1), call(1), rest], [0, 1], [rest]],
  ["later requests move up", [attack, event, call(2), lost(2), call(1)], [0, 1], [event, call(1), lost(1)]],
  ["earlier requests stay", [event, attack, call(1), call(2)], [1, 1], [event, call(1)]],
  ["of several, each counts", [attack, attack, event, call(3), call(2)], [0, 2], [event, call(1)]],
  ["jobs and timers have no number", [attack, event, call(0), call(2)], [0, 1], [event, call(0), call(1)]],
  [
    "an event goes with its copies, and their calls",
    [event, other, copy(0), call(3), call(2)],
    [0, 1],
    [other, call(1)],
  ],
  ["later events move up", [event, other, copy(1), call(3)], [0, 1], [other, copy(0), call(2)]],
  ["earlier events stay", [event, other, copy(0), copy(1), call(3)], [1, 1], [event, copy(0), call(2)]],
  ["a copy goes alone", [event, copy(0), call(2), call(1)], [1, 1], [event, call(1)]],
  [
    "an awaited retry counts as a request",
    [event, next, copy(0), call(2), call(3)],
    [1, 1],
    [event, copy(0), call(2)],
  ],
  ["a retry that nobody waited for moves up, too", [attack, event, call(3)], [0, 1], [event, call(2)]],
  ["a call goes alone", [event, call(1), call(1)], [1, 1], [event, call(1)]],
  ["a copy of an event that there is not stays as it is", [attack, copy(4)], [0, 1], [copy(4)]],
])("%s", (_what, actions, [from, count], left) => {
  expect(without(actions, from, count)).toEqual(left);
});

test("nothing but what was left out is missing, and nothing that is left names what is not there", () => {
  const action = fc.oneof(
    fc.constantFrom(event, other, attack, rest, call(0)),
    fc.nat(4).map(copy),
    fc.integer({ min: 1, max: 6 }).chain((actor) => fc.constantFrom(call(actor), lost(actor))),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 12 }), fc.nat(12), (whole, from) => {
      const actions: Action[] = [];
      for (const one of whole) if (isPlayable(one, actions)) actions.push(one);
      expect(without(actions, from, 0)).toEqual(actions);
      const left = without(actions, from, 1);
      expect(left.every((one, index) => isPlayable(one, left.slice(0, index)))).toBe(true);
      const named = actions[from];
      if (named !== undefined && !startsAttempt(named)) expect(left).toEqual(actions.toSpliced(from, 1));
    }),
  );
});

/** Whether what an action speaks of has come before it. */
function isPlayable(action: Action, before: readonly Action[]): boolean {
  if (action.do === "copy") return action.of < before.filter((one) => one.do === "event").length;
  if (action.do !== "call" && action.do !== "reply") return true;
  return action.actor <= before.filter(startsAttempt).length;
}
