// What a schedule's world begins with: the secrets that the receiver finds in its environment, or does not.
import { describe, expect, it } from "vitest";
import type { Schedule } from "../../../server/contract/schedule.ts";
import { playSchedule, StartFailure } from "../../../server/exploration/theatre.ts";
import { standardWebhooksProfile } from "../../../server/provider/profiles/standard-webhooks.ts";
import { createFakeSandbox, type FakeCode } from "./fake-receiver.ts";
import { createFakeShop } from "./fake-shop.ts";
import { fakeScenario } from "./fake-world.ts";
import { entriesOf } from "./histories.ts";

const play = (code: FakeCode, secrets: Schedule["secrets"]) =>
  playSchedule(
    {
      ...{ files: {}, scenario: fakeScenario, schemeId: "standard-v1", seed: 1 },
      ...{ profile: standardWebhooksProfile, sandbox: createFakeSandbox(code) },
      openShop: async (seams) => createFakeShop(seams),
    },
    { secrets, actions: [{ do: "attack", attack: "unsigned" }], end: "stop" },
  );

/** Plays a schedule of these secrets, and gives the environment that the receiver was started with. */
async function startedWith(secrets: Schedule["secrets"]) {
  let found: Readonly<Record<string, string>> = {};
  const { history } = await play(
    {
      handle: async () => 401,
      onLoad: async ({ env }) => {
        found = env;
      },
    },
    secrets,
  );
  return { env: found, word: entriesOf(history, "receiver-started")[0]?.secret };
}

const aSecret = expect.stringMatching(/^whsec_/);

describe("a schedule's receiver", () => {
  it.each([
    ["one", { WEBHOOK_SECRET: aSecret }],
    ["rotating", { WEBHOOK_SECRET: aSecret, WEBHOOK_SECRET_PREVIOUS: aSecret }],
  ] as const)("starts with what it needs to verify: %s", async (secrets, env) => {
    expect(await startedWith(secrets)).toEqual({ env, word: undefined });
  });

  it.each([
    ["missing", {}],
    ["empty", { WEBHOOK_SECRET: "" }],
    ["blank", { WEBHOOK_SECRET: "   " }],
  ] as const)("starts without a usable secret, and the history says so: %s", async (secrets, env) => {
    expect(await startedWith(secrets)).toEqual({ env, word: secrets });
  });
});

describe("a receiver that refuses to start without a secret", () => {
  const refusing: FakeCode = {
    handle: async () => 200,
    async onLoad({ env }) {
      if ((env.WEBHOOK_SECRET ?? "").trim() === "") throw new Error("WEBHOOK_SECRET is not set.");
    },
  };

  it.each(["missing", "empty", "blank"] as const)(
    "has nothing that could be attacked: %s",
    async (secrets) => {
      expect(await play(refusing, secrets)).toMatchObject({ history: [], isInfeasible: false, isCut: false });
    },
  );

  it("counts as broken code when it refuses although it has one", async () => {
    const broken: FakeCode = { ...refusing, onLoad: () => Promise.reject(new Error("No.")) };
    await expect(play(broken, "one")).rejects.toThrow(StartFailure);
  });
});
