// Tokens: what was written is read back whole, and nothing else is.
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AttackId } from "../../../server/contract/history.ts";
import { InvariantId } from "../../../server/contract/invariants.ts";
import { Action, type Schedule } from "../../../server/contract/schedule.ts";
import { SchemeId } from "../../../server/contract/session.ts";
import { type Reproduction, readToken, TokenError, writeToken } from "../../../server/exploration/token.ts";

const actor = fc.integer({ min: 0, max: 9 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    do: fc.constant("event" as const),
    type: fc.string({ maxLength: 20 }),
    orderId: fc.string({ maxLength: 9 }),
  }),
  fc.record({ do: fc.constant("copy" as const), of: actor }),
  fc.record({ do: fc.constant("attack" as const), attack: fc.constantFrom(...AttackId.options) }),
  fc.record({
    do: fc.constant("call" as const),
    actor,
    fate: fc.constantFrom("answered" as const, "crash-after" as const),
  }),
  fc.record({
    do: fc.constant("reply" as const),
    actor,
    fate: fc.constantFrom("lost" as const, "crash-before" as const),
  }),
  fc.constantFrom<Action>({ do: "crash" }, { do: "rest" }, { do: "settle" }, { do: "next-attempt" }),
);
const schedule: fc.Arbitrary<Schedule> = fc.record({
  secrets: fc.constantFrom("one" as const, "rotating" as const, "missing" as const),
  actions: fc.array(action, { maxLength: 30 }),
  end: fc.constantFrom("settle" as const, "stop" as const),
});
const reproduction: fc.Arbitrary<Reproduction> = fc.record({
  scenario: fc.constant("payments"),
  scheme: fc.constantFrom(...SchemeId.options),
  seed: fc.nat(),
  invariant: fc.constantFrom(...InvariantId.options),
  schedule,
});

const forged: Reproduction = {
  ...{ scenario: "payments", scheme: "standard-v1", seed: 1, invariant: "refuses-forgery" },
  schedule: { secrets: "one", end: "stop", actions: [{ do: "attack", attack: "unsigned" }] },
};

describe("a token", () => {
  it("gives back everything that decides what happens", () => {
    fc.assert(
      fc.property(reproduction, (written) => {
        expect(readToken(writeToken(written))).toEqual(written);
      }),
    );
  });

  it("is read with space around it, as people copy it", () => {
    fc.assert(
      fc.property(reproduction, (written) => {
        expect(readToken(` ${writeToken(written)}\n`)).toEqual(written);
      }),
    );
  });

  it("is refused with a sentence when it is no token, cut short or made large", () => {
    const whole = writeToken(forged);
    expect(() => readToken("what")).toThrow('A token begins with "h1.". Copy it whole.');
    expect(() => readToken(whole.slice(0, -9))).toThrow(TokenError);
    expect(() => readToken(`${whole}${"A".repeat(30_000)}`)).toThrow("too long");
    expect(() => readToken(`h1.${Buffer.from("{}").toString("base64url")}`)).toThrow("damaged");
  });

  it.each<[string, object, string]>([
    [
      "an attack",
      { schedule: { ...forged.schedule, actions: [{ do: "attack", attack: "by-moonlight" }] } },
      "schedule.actions.0.attack",
    ],
    [
      "a kind of action",
      { schedule: { ...forged.schedule, actions: [{ do: "dance" }] } },
      "schedule.actions.0.do",
    ],
    ["an invariant", { invariant: "always-right" }, "invariant"],
  ])(
    "that was cut by nobody and asks for %s of another version is not called damaged",
    (_what, change, where) => {
      const json = JSON.stringify({ ...forged, ...change });
      const newer = `h1.${deflateRawSync(json).toString("base64url")}`;
      const read = () => readToken(newer);
      expect(read).toThrow(TokenError);
      expect(read).toThrow(
        `The token asks for something that this Hookproof does not know (${where}). It may come from another version: use that one, or prove the code here and take the token that it gives.`,
      );
    },
  );

  it("is refused when it has an event that nobody signs: it could not be sent", () => {
    const actions: Action[] = [{ do: "event", type: "payment.succeeded", signedBy: [] }];
    const token = writeToken({ ...forged, schedule: { ...forged.schedule, actions } });
    expect(() => readToken(token)).toThrow("schedule.actions.0.signedBy");
    const signed: Action[] = [{ do: "event", type: "payment.succeeded", signedBy: ["current"] }];
    const whole = { ...forged, schedule: { ...forged.schedule, actions: signed } };
    expect(readToken(writeToken(whole))).toEqual(whole);
  });

  it("is refused when it is short and unfolds to something large", () => {
    const padded = (spaces: number) => {
      const json = JSON.stringify(forged) + " ".repeat(spaces);
      return `h1.${deflateRawSync(json).toString("base64url")}`;
    };
    expect(readToken(padded(1_000))).toEqual(forged);
    expect(padded(1_000_000).length).toBeLessThan(2_000);
    expect(() => readToken(padded(1_000_000))).toThrow(TokenError);
  });

  it("never holds an action that no schedule has", () => {
    expect(Action.safeParse({ do: "shell", command: "ls" }).success).toBe(false);
  });
});
