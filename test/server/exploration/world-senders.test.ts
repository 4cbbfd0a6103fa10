// Who sends what in a world: the provider in its encodings and with its keys, the composer and the learner's own client.
import { describe, expect, it } from "vitest";
import { Encoding, type RawRequest, type SigningKey } from "../../../server/contract/history.ts";
import type { World } from "../../../server/exploration/world-types.ts";
import { headerValue } from "../../../server/signatures/headers.ts";
import { signatureSchemes } from "../../../server/signatures/schemes.ts";
import { trusting, verifying } from "./checking-code.ts";
import type { FakeCode } from "./fake-receiver.ts";
import { startFakeWorld } from "./fake-world.ts";
import { entriesOf, fates, payment, playThrough } from "./histories.ts";

const schemeIds = ["standard-v1", "standard-v1a", "stripe-v1", "github-sha256"] as const;
describe("an event in another encoding", () => {
  it("says the same in other bytes, and keeps them when it is sent again", async () => {
    const payloads: unknown[] = [];
    const bodies = new Set<string>();
    for (const encoding of Encoding.options) {
      const { world } = await startFakeWorld(verifying("standard-v1"));
      await playThrough(world, world.sendEvent({ ...payment, encoding }));
      const [delivery] = world.deliveries();
      await playThrough(world, world.redeliver(delivery?.deliveryId ?? ""));
      expect(fates(world)).toEqual([200, 200]);
      const [first, second] = entriesOf(world.history, "attempt-started");
      expect(second?.request.bodyBase64).toBe(first?.request.bodyBase64);
      bodies.add(first?.request.bodyBase64 ?? "");
      payloads.push(JSON.parse(Buffer.from(first?.request.bodyBase64 ?? "", "base64").toString("utf8")));
    }
    expect(bodies.size).toBe(Encoding.options.length);
    for (const payload of payloads) expect(payload).toEqual(payloads[0]);
  });
});

describe("the composer", () => {
  const compose = (world: World, changed: Partial<RawRequest> & { sign: boolean }) =>
    world.compose({ method: "POST", path: "/x", headers: [], bodyBase64: "", ...changed });
  const body = (text: string) => Buffer.from(text).toString("base64");

  it.each(schemeIds)("signs any body anew by %s, so that it counts as genuine", async (schemeId) => {
    const { world } = await startFakeWorld(verifying(schemeId), { schemeId });
    const bodyBase64 = body('{"data": {"orderId": "ord_9"}}');
    const stale = signatureSchemes[schemeId].headerNames.map((name): [string, string] => [name, "stale"]);
    await playThrough(
      world,
      compose(world, { sign: true, bodyBase64, headers: [...stale, ["X-Own", "kept"]] }),
    );
    const [attempt] = entriesOf(world.history, "attempt-started");
    expect(attempt).toMatchObject({ trigger: "composer", origin: "genuine" });
    expect(headerValue(attempt?.request.headers ?? [], "x-own")).toBe("kept");
    expect(fates(world)).toEqual([200]);
  });

  it("keeps the webhook-id that was written, and makes one up when there is none", async () => {
    const { world } = await startFakeWorld(trusting);
    const bodyBase64 = body('{"data": {"orderId": "ord_9"}}');
    await playThrough(
      world,
      compose(world, { sign: true, bodyBase64, headers: [["webhook-id", "msg_mine"]] }),
    );
    await playThrough(world, compose(world, { sign: true, bodyBase64 }));
    const ids = entriesOf(world.history, "attempt-started").map(({ request }) =>
      headerValue(request.headers, "webhook-id"),
    );
    expect(ids).toEqual(["msg_mine", expect.stringMatching(/^msg_\w{16}$/)]);
  });

  it("sends unsigned bytes as they are, and those count as hostile", async () => {
    const { world } = await startFakeWorld(verifying("standard-v1"));
    await playThrough(world, compose(world, { sign: false, bodyBase64: body("not json") }));
    expect(entriesOf(world.history, "attempt-started")[0]).toMatchObject({ origin: "hostile" });
    expect(fates(world)).toEqual([401]);
  });

  it("knows a genuine request by its signature, not by how it was sent", async () => {
    const { world } = await startFakeWorld(verifying("standard-v1"));
    await playThrough(world, world.sendEvent(payment));
    const [genuine] = entriesOf(world.history, "attempt-started");
    if (genuine === undefined) throw new Error("Nothing was sent.");
    await playThrough(world, world.compose({ ...genuine.request, sign: false }));
    expect(entriesOf(world.history, "attempt-started")[1]).toMatchObject({ origin: "genuine" });
  });

  it("knows a genuine request that has become too old from a forgery", async () => {
    const { world } = await startFakeWorld(verifying("standard-v1"));
    await playThrough(world, world.sendEvent(payment));
    const [genuine] = entriesOf(world.history, "attempt-started");
    if (genuine === undefined) throw new Error("Nothing was sent.");
    await world.playTo(world.nowMs + 600_000);
    await playThrough(world, world.compose({ ...genuine.request, sign: false }));
    await playThrough(world, world.compose({ ...genuine.request, bodyBase64: body("{}"), sign: false }));
    const [, late, tampered] = entriesOf(world.history, "attempt-started");
    expect(late).toMatchObject({ origin: "hostile", attack: "late-replay-attack" });
    expect(tampered).toMatchObject({ origin: "hostile", attack: null });
  });

  it("sets the length to what the body is, whatever the header said", async () => {
    const { world } = await startFakeWorld({ handle: async () => 200 });
    const headers: [string, string][] = [
      ["Content-Length", "5"],
      ["Transfer-Encoding", "chunked"],
    ];
    await playThrough(world, compose(world, { sign: false, headers, bodyBase64: body("twelve bytes") }));
    expect(entriesOf(world.history, "attempt-started")[0]?.request.headers).toEqual([
      ["Host", "receiver.test"],
      ["Content-Length", "12"],
    ]);
  });
});

describe("the learner's own client", () => {
  it("is answered, and told apart from everyone else", async () => {
    const { world } = await startFakeWorld({ handle: async () => 404 });
    const outcomes: unknown[] = [];
    const request = { method: "GET", path: "/", headers: [], bodyBase64: "" };
    const { sendings } = world.request(request, (outcome) => outcomes.push(outcome));
    await world.playUntilAnswered(sendings);
    expect(outcomes).toMatchObject([{ kind: "responded", response: { status: 404 } }]);
    expect(entriesOf(world.history, "attempt-started")[0]).toMatchObject({
      trigger: "external",
      origin: "external",
      deliveryId: null,
    });
  });

  it("is given up after a minute", async () => {
    const { world } = await startFakeWorld({ handle: () => new Promise(() => {}) });
    const { sendings } = world.request({ method: "GET", path: "/", headers: [], bodyBase64: "" }, () => {});
    await world.playUntilAnswered(sendings);
    expect(entriesOf(world.history, "attempt-finished")[0]?.outcome).toEqual({
      kind: "timed-out",
      timeoutMs: 60_000,
    });
  });
});

describe("a secret that is being rotated", () => {
  it.each(schemeIds)("lets a receiver that holds both accept %s", async (schemeId) => {
    const { world } = await startFakeWorld(verifying(schemeId), { schemeId, liveSecrets: 2 });
    await playThrough(world, world.sendEvent(payment));
    expect(fates(world)).toEqual([200]);
  });

  it.each(schemeIds)(
    "signs every attempt of %s by the keys that were asked for, and tells so",
    async (schemeId) => {
      const { world } = await startFakeWorld(verifying(schemeId), { schemeId, liveSecrets: 2 });
      const lists: SigningKey[][] = [["previous"], ["current", "previous"], ["unknown-version", "previous"]];
      for (const signedBy of lists) {
        await playThrough(world, world.sendEvent({ ...payment, signedBy }));
        await playThrough(world, world.redeliver(world.deliveries().at(-1)?.deliveryId ?? ""));
      }
      expect(fates(world)).toEqual([200, 200, 200, 200, 200, 200]);
      const told = entriesOf(world.history, "attempt-started").map(({ signedBy }) => signedBy);
      expect(told).toEqual(lists.flatMap((list) => [list, list]));
      const scheme = signatureSchemes[schemeId];
      const counts = entriesOf(world.history, "attempt-started").map(
        ({ request }) => scheme.readSignatures(request.headers).length,
      );
      expect(counts).toEqual(scheme.signsWithAll ? [1, 1, 2, 2, 2, 2] : [1, 1, 1, 1, 1, 1]);
    },
  );

  it("is refused by who lost the previous one, when only that signed", async () => {
    const code = verifying("standard-v1");
    const onlyCurrent: FakeCode = {
      handle: (request, tools) =>
        code.handle(request, { ...tools, env: { WEBHOOK_SECRET: tools.env.WEBHOOK_SECRET ?? "" } }),
    };
    const { world } = await startFakeWorld(onlyCurrent, { liveSecrets: 2 });
    await playThrough(world, world.sendEvent({ ...payment, signedBy: ["previous"] }));
    await playThrough(world, world.sendEvent({ ...payment, signedBy: ["current"] }));
    expect(fates(world)).toEqual([401, 200]);
  });

  it("is refused where there is only one", async () => {
    const { world } = await startFakeWorld(trusting);
    expect(world.sendEvent({ ...payment, signedBy: ["previous"] })).toMatchObject({
      ok: false,
      message: expect.stringContaining("one live secret"),
    });
  });

  it("does not shift what the same seed gives without rotation", async () => {
    const { world: plain } = await startFakeWorld(trusting);
    const seen: unknown[] = [];
    await startFakeWorld(
      { ...trusting, onLoad: async ({ env }) => void seen.push(env.WEBHOOK_SECRET_PREVIOUS) },
      { liveSecrets: 2 },
    );
    expect(seen).toEqual([plain.receiverSecret]);
  });
});
