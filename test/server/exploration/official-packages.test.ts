// The providers' own packages, inside the sandbox: they accept what our provider signs and refuse what an attacker sends.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AttackId } from "../../../server/contract/history.ts";
import type { SchemeId } from "../../../server/contract/session.ts";
import type { World } from "../../../server/exploration/world-types.ts";
import { entriesOf, playThrough } from "./histories.ts";
import { mustStart, openRealParts, type RealParts, worldOptions } from "./real-parts.ts";

const receivers: readonly (readonly [name: string, scheme: SchemeId])[] = [
  ["stripe", "stripe-v1"],
  ["standardwebhooks", "standard-v1"],
  ["svix", "standard-v1"],
  ["octokit", "github-sha256"],
];

const withTimestamp = receivers.filter(([, scheme]) => scheme !== "github-sha256");
const forgeries = ["unsigned", "wrong-secret", "tampered-body"] as const;

let parts: RealParts;
beforeAll(async () => {
  parts = await openRealParts();
});
afterAll(() => parts.close());

const sourceOf = (name: string) =>
  readFileSync(new URL(`../../fixtures/receivers/official/${name}.ts`, import.meta.url), "utf8");

/** Plays one world with one genuine event, and closes it. */
async function inWorld([name, scheme]: (typeof receivers)[number], play: (world: World) => Promise<void>) {
  const world = await mustStart(worldOptions(parts, sourceOf(name), scheme));
  try {
    await playThrough(world, world.sendEvent({ type: "payment.succeeded", orderId: "ord_1042" }));
    await play(world);
  } finally {
    await world.close();
  }
}

/** The latest attempt's status and what was shipped while it was handled. */
function lastAttempt(world: World) {
  const attempt = entriesOf(world.history, "attempt-started").at(-1);
  const finished = entriesOf(world.history, "attempt-finished").find(
    ({ attemptId }) => attemptId === attempt?.attemptId,
  );
  const shipped = entriesOf(world.history, "effect").filter(
    ({ effect, attemptId }) => effect === "shipped" && attemptId === attempt?.attemptId,
  );
  const status = finished?.outcome.kind === "responded" ? finished.outcome.response.status : null;
  return { attack: attempt?.attack ?? null, status, shipped: shipped.map(({ orderId }) => orderId) };
}

const refusedWithoutEffect = (attack: AttackId) => ({
  attack,
  status: expect.toBeOneOf([400, 401]),
  shipped: [],
});

describe.each(receivers)("%s", (...receiver) => {
  test("accepts a genuine delivery and a redelivery", async () => {
    await inWorld(receiver, async (world) => {
      expect(lastAttempt(world)).toEqual({ attack: null, status: 200, shipped: ["ord_1042"] });
      const [delivery] = world.deliveries();
      expect(delivery?.state).toBe("delivered");
      await playThrough(world, world.redeliver(delivery?.deliveryId ?? ""));
      expect(lastAttempt(world).status).toBe(200);
    });
  });

  test.each(forgeries)("refuses the attack %s, and nothing happens", async (attack) => {
    await inWorld(receiver, async (world) => {
      await playThrough(world, world.attack(attack));
      expect(lastAttempt(world)).toEqual(refusedWithoutEffect(attack));
    });
  });
});

describe.each(withTimestamp)("%s, whose scheme signs a timestamp,", (...receiver) => {
  test.each(["tampered-timestamp", "replay-attack"] as const)(
    "refuses the attack %s, and nothing happens",
    async (attack) => {
      await inWorld(receiver, async (world) => {
        // Later than the capture, so that a fresh timestamp is another one.
        await world.playTo(world.nowMs + 60_000);
        await playThrough(world, world.attack(attack));
        expect(lastAttempt(world)).toEqual(refusedWithoutEffect(attack));
      });
    },
  );
});

describe("octokit, whose scheme signs no timestamp,", () => {
  const receiver = ["octokit", "github-sha256"] as const;

  test("cannot tell a replay attack from a delivery: only remembering what was processed can", async () => {
    await inWorld(receiver, async (world) => {
      await playThrough(world, world.attack("replay-attack"));
      expect(lastAttempt(world)).toEqual({ attack: "replay-attack", status: 200, shipped: ["ord_1042"] });
    });
  });

  test("offers no timestamp to tamper with, and the attack says so", async () => {
    await inWorld(receiver, async (world) => {
      expect(world.attack("tampered-timestamp")).toMatchObject({
        ok: false,
        message: expect.stringContaining("sends no timestamp"),
      });
    });
  });
});
