// What strangers send: forgeries, replay attacks, disguises, junk, and all that to a receiver without a secret.
import { type AttackKind, type AttackName, attackKinds } from "../../contract/attacks.ts";
import { type Action, type Schedule, scheduleOf } from "../../contract/schedule.ts";
import { copyOf, type Family, oneByOne, rest } from "./family.ts";

const attack = (name: AttackName, type?: string): Action => ({
  ...{ do: "attack", attack: name },
  ...(type !== undefined && { type }),
});

const attacksOf = (...kinds: readonly AttackKind[]): Action[] =>
  (Object.keys(attackKinds) as AttackName[])
    .filter((name) => kinds.includes(attackKinds[name]))
    .map((name) => attack(name));

const typesOf = (events: readonly Action[]): string[] => [
  ...new Set(events.flatMap((event) => (event.do === "event" ? [event.type] : []))),
];

/** One world hears them all: a refused one leaves nothing behind, and shrinking finds the one that was not. */
export const forgeries: Family = {
  id: "forgeries",
  most: 10,
  cases: ({ main, all }) => [
    { schedule: scheduleOf(...oneByOne(attacksOf("forgery"))) },
    // Whoever was attacked must not have shut the door to everybody.
    { schedule: scheduleOf(main, rest, ...oneByOne(attacksOf("forgery")), copyOf(0)) },
    // A second key must not be a way in.
    {
      schedule: {
        ...scheduleOf(
          { ...main, signedBy: ["current", "previous"] },
          rest,
          ...oneByOne(attacksOf("forgery")),
        ),
        secrets: "rotating",
      },
    },
    // A check that stands before one kind of event only.
    {
      schedule: scheduleOf(
        ...oneByOne(typesOf(all).flatMap((type) => [attack("unsigned", type), attack("wrong-secret", type)])),
      ),
    },
  ],
};

export const replayAttacks: Family = {
  id: "replay-attacks",
  most: 20,
  cases: ({ main, all }) => [
    ...all.map((event) => ({ schedule: scheduleOf(event, rest, ...oneByOne(attacksOf("disguise"))) })),
    ...all.map((event) => ({ schedule: scheduleOf(event, rest, ...oneByOne(attacksOf("replay-attack"))) })),
    { schedule: scheduleOf(attack("signed-ahead"), rest, main) },
  ],
};

export const badInput: Family = {
  id: "bad-input",
  most: 10,
  cases: ({ main }) => [
    { schedule: scheduleOf(...oneByOne(attacksOf("bad-input")), main) },
    { schedule: scheduleOf(main, rest, ...oneByOne(attacksOf("bad-input"))) },
  ],
};

export const noSecret: Family = {
  id: "no-secret",
  most: 10,
  cases: () =>
    (["missing", "empty", "blank"] as const).map((secrets) => {
      const schedule: Schedule = { ...scheduleOf(...oneByOne(withoutCapture)), secrets };
      return { schedule };
    }),
};

/** What can be sent to a receiver that has never accepted anything. */
const withoutCapture = [
  "unsigned",
  "wrong-secret",
  "empty-signature",
  "signed-with-empty-secret",
  "signed-with-undefined",
  "signed-with-blank",
].map((name) => attack(name as AttackName));
