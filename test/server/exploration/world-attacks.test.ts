// What attacks do in a world: to receivers that check and to receivers that trust, the same for the same seed.
import { describe, expect, it } from "vitest";
import { attackKinds } from "../../../server/contract/attacks.ts";
import { AttackId } from "../../../server/contract/history.ts";
import { checking, trusting, verifying } from "./checking-code.ts";
import { startFakeWorld } from "./fake-world.ts";
import { entriesOf, fates, MINUTE_MS, payment, playThrough, shipments } from "./histories.ts";

const schemeIds = ["standard-v1", "standard-v1a", "stripe-v1", "github-sha256"] as const;
const forgeries: readonly AttackId[] = ["unsigned", "wrong-secret", "tampered-body"];

describe.each(schemeIds)("attacks on a receiver that verifies %s", (schemeId) => {
  it("fail, each answered 401, and leave no effect", async () => {
    const { world } = await startFakeWorld(verifying(schemeId), { schemeId });
    await playThrough(world, world.sendEvent(payment));
    for (const attack of forgeries) await playThrough(world, world.attack(attack));
    expect(fates(world)).toEqual([200, 401, 401, 401]);
    expect(shipments(world)).toEqual(["ship:ord_1"]);
    const hostile = entriesOf(world.history, "attempt-started").slice(1);
    for (const entry of hostile)
      expect(entry).toMatchObject({
        origin: "hostile",
        trigger: "attack",
        deliveryId: null,
        eventId: null,
        number: 0,
      });
  });

  it("succeed against one that trusts, and each ships another order", async () => {
    const { world } = await startFakeWorld(trusting, { schemeId });
    await playThrough(world, world.sendEvent(payment));
    for (const attack of forgeries) await playThrough(world, world.attack(attack));
    expect(fates(world)).toEqual([200, 200, 200, 200]);
    expect(new Set(shipments(world)).size).toBe(4);
  });
});

describe("a replay attack", () => {
  it.each(["standard-v1", "standard-v1a", "stripe-v1"] as const)(
    "ten minutes later is refused by who checks the timestamp of %s",
    async (schemeId) => {
      const { world } = await startFakeWorld(verifying(schemeId), { schemeId });
      await playThrough(world, world.sendEvent(payment));
      await playThrough(world, world.attack("replay-attack"));
      const [genuine, replayed] = entriesOf(world.history, "attempt-started");
      expect(replayed?.request).toEqual(genuine?.request);
      expect(replayed?.atMs).toBe(10 * MINUTE_MS);
      expect(fates(world)).toEqual([200, 401]);
    },
  );

  it("succeeds where the scheme has no timestamp, and a note says why", async () => {
    const { world } = await startFakeWorld(verifying("github-sha256"), { schemeId: "github-sha256" });
    await playThrough(world, world.sendEvent(payment));
    await playThrough(world, world.attack("replay-attack"));
    expect(fates(world)).toEqual([200, 200]);
    expect(entriesOf(world.history, "effect").map(({ repeat }) => repeat)).toEqual([0, 1]);
    expect(entriesOf(world.history, "note")[0]?.text).toMatch(/signs no timestamp/);
  });

  it("starts from the request that is named", async () => {
    const { world } = await startFakeWorld(trusting);
    await playThrough(world, world.sendEvent(payment));
    await playThrough(world, world.sendEvent(payment));
    const [first] = entriesOf(world.history, "attempt-started");
    await playThrough(world, world.attack("replay-attack", first?.attemptId));
    expect(entriesOf(world.history, "attempt-started")[2]?.request).toEqual(first?.request);
  });
});

describe.each(schemeIds)("every attack on %s", (schemeId) => {
  const play = async (attacks: readonly AttackId[]) => {
    const { world } = await startFakeWorld(checking(schemeId), { schemeId, liveSecrets: 2 });
    for (const attack of attacks) {
      await playThrough(world, world.sendEvent(payment));
      const begun = world.attack(attack);
      if (begun.ok) await playThrough(world, begun);
    }
    return entriesOf(world.history, "attempt-started");
  };

  it("sends the same bytes at the same time for the same seed", async () => {
    expect(await play(AttackId.options)).toEqual(await play(AttackId.options));
  });

  it("is told by its name: deliveries are the provider's, and all else is hostile", async () => {
    const sent = (await play(AttackId.options)).filter(({ attack }) => attack !== null);
    for (const { attack, origin, deliveryId } of sent) {
      const isDelivery = attack !== null && attackKinds[attack] === "delivery";
      expect([origin, deliveryId === null]).toEqual(isDelivery ? ["genuine", false] : ["hostile", true]);
    }
  });

  it("shifts nothing of what the provider draws", async () => {
    const hostile = AttackId.options.filter((id) => attackKinds[id] !== "delivery");
    const genuineIds = (sent: Awaited<ReturnType<typeof play>>) =>
      sent
        .filter(({ origin }) => origin === "genuine")
        .map(({ eventId, deliveryId }) => [eventId, deliveryId]);
    // A duplicate makes no event: what is left without it are the events alone.
    const alone = (await play(hostile.map(() => "duplicate"))).filter(({ number }) => number === 1);
    expect(genuineIds(await play(hostile))).toEqual(genuineIds(alone));
  });

  it("is a valid request when it is bad input of the provider, also while a secret is rotated", async () => {
    const { world } = await startFakeWorld(checking(schemeId), { schemeId, liveSecrets: 2 });
    const signed = ["not-json", "empty-body", "json-null", "no-type", "deep-json", "invalid-utf8"] as const;
    for (const attack of signed) await playThrough(world, world.attack(attack));
    expect(fates(world)).toEqual(signed.map(() => 200));
  });
});

describe("an attack that cannot be played", () => {
  it("is refused with what to do: nothing captured, an unknown request, no timestamp", async () => {
    const { world } = await startFakeWorld(trusting, { schemeId: "github-sha256" });
    expect(world.attack("duplicate")).toMatchObject({ ok: false, message: /Send a genuine event first/ });
    await playThrough(world, world.sendEvent(payment));
    expect(world.attack("replay-attack", "att_none")).toMatchObject({
      ok: false,
      message: /No request called att_none/,
    });
    expect(world.attack("tampered-timestamp")).toMatchObject({ ok: false, message: /no timestamp/ });
    expect(world.redeliver("dlv_none")).toMatchObject({ ok: false, message: /no delivery called dlv_none/ });
  });

  it("does not start from a request that never left: nothing of it could be captured", async () => {
    const { world } = await startFakeWorld(trusting);
    await world.outage(MINUTE_MS);
    await playThrough(world, world.sendEvent(payment));
    expect(world.attack("replay-attack")).toMatchObject({ ok: false });
  });
});
