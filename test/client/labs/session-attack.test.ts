// What was done in a session, as an attack that can be played again.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sessionAttack } from "../../../client/features/labs/session-attack.ts";
import type { SessionView } from "../../../client/workbench/session-store.ts";
import type { HistoryEntry, RawRequest } from "../../../server/contract/history.ts";
import { Attack } from "../../../server/contract/labs.ts";
import type { SessionAction } from "../../../server/contract/session.ts";

const view = (change: Partial<SessionView>): SessionView => ({
  run: { phase: "idle" },
  ...{ history: [], connection: "open", refusal: null, files: null, acted: [] },
  ...change,
});
const did = (action: SessionAction, afterSeq: number, atMs = 0) => ({ action, afterSeq, atMs });
const attack: SessionAction = { kind: "attack", attack: "unsigned" };
const request: RawRequest = { method: "PUT", path: "/x", headers: [["A", "b"]], bodyBase64: "YQ==" };
const external = (seq: number): HistoryEntry => ({
  ...{ seq, atMs: 5, kind: "attempt-started", attemptId: `att_${seq}`, deliveryId: null, eventId: null },
  ...{ number: 0, trigger: "external", origin: "external", attack: null, request },
});

describe("an attack of a session", () => {
  test("is none before anything was done", () => {
    expect(sessionAttack(view({}))).toBeNull();
  });

  test("holds what was done in turn, and what came from curl in between", () => {
    const restart: SessionAction = { kind: "restart" };
    const made = sessionAttack(view({ acted: [did(attack, 1), did(restart, 9)], history: [external(4)] }));
    expect(made?.actions).toEqual([attack, { kind: "compose", ...request, sign: false }, restart]);
  });

  test("holds the time that passed while the clock ran by itself, and not how fast it ran", () => {
    const rate = (value: number): SessionAction => ({ kind: "clock-rate", rate: value });
    const acted = [
      did(attack, 1, 100),
      did(rate(10), 2, 100),
      did(attack, 3, 400),
      did(rate(0), 4, 450),
      did(attack, 5, 450),
    ];
    expect(sessionAttack(view({ acted }))?.actions).toEqual([
      attack,
      { kind: "advance", to: { byMs: 300 } },
      attack,
      { kind: "advance", to: { byMs: 50 } },
      attack,
    ]);
  });

  test("is always one that the server takes", () => {
    const actions = fc.constantFrom<SessionAction>(
      attack,
      { kind: "restart" },
      { kind: "clock-rate", rate: 5 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(actions, fc.nat(1_000_000)), { maxLength: 30 }), (all) => {
        const times = all.map(([, atMs]) => atMs).sort((one, other) => one - other);
        const acted = all.map(([action], index) => did(action, index, times[index]));
        const made = sessionAttack(view({ acted }));
        return made === null || Attack.safeParse(made).success;
      }),
      { seed: 1 },
    );
  });
});
