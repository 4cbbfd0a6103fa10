// Replay attacks send a genuine request at another time; disguises change in a fresh one what no signature covers.
import { describe, expect, it } from "vitest";
import { AttackId } from "../../../../server/contract/history.ts";
import { attacks } from "../../../../server/provider/attacks/catalogue.ts";
import { headerValue } from "../../../../server/signatures/headers.ts";
import { bytesOf, EPOCH_MS, hostile, jsonOf, scene, schemeIds } from "./scene.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const timed = ["standard-v1", "standard-v1a", "stripe-v1"] as const;
const needFresh = AttackId.options.filter(
  (id) => attacks[id].kind === "disguise" || id === "other-content-type",
);

describe("a replay attack", () => {
  it.each(
    schemeIds.flatMap((schemeId) => [
      [schemeId, "replay-attack", 10 * MINUTE_MS] as const,
      [schemeId, "late-replay-attack", 8 * DAY_MS] as const,
    ]),
  )("sends the captured bytes of %s again, later than the tolerance (%s)", (schemeId, id, laterMs) => {
    const { context, genuine, verify, scheme } = scene(schemeId);
    const plan = hostile(attacks[id].plan(context));
    expect(plan.request).toEqual(genuine);
    expect(plan.atMs).toBe(laterMs);
    const verified = verify(plan.request, plan.atMs);
    if (scheme.toleranceSeconds === null) {
      expect(verified).toEqual({ ok: true });
      expect(plan.note).toMatch(/signs no timestamp/);
    } else expect(verified).toMatchObject({ ok: false, reason: "too-old" });
  });

  it("is sent at once when the capture is old already", () => {
    const { context } = scene("standard-v1", { nowMs: 9 * DAY_MS });
    for (const id of ["replay-attack", "late-replay-attack"] as const)
      expect(hostile(attacks[id].plan(context)).atMs).toBe(9 * DAY_MS);
  });
});

describe("an event that is signed ahead", () => {
  it.each(["standard-v1", "standard-v1a"] as const)(
    "becomes valid by %s in an hour, and is not yet",
    (schemeId) => {
      const { context, verify } = scene(schemeId);
      const { request, atMs } = hostile(attacks["signed-ahead"].plan(context));
      expect(verify(request, atMs)).toMatchObject({ ok: false, reason: "too-new" });
      expect(verify(request, atMs + 60 * MINUTE_MS)).toEqual({ ok: true });
      expect(jsonOf(request).id).toBe("evt_forged");
    },
  );

  it("is refused where the future is no reason to refuse", () => {
    expect(attacks["signed-ahead"].plan(scene("stripe-v1").context)).toMatchObject({
      message: /too old only/,
    });
    expect(attacks["signed-ahead"].plan(scene("github-sha256").context)).toMatchObject({
      message: /no timestamp/,
    });
  });
});

describe.each(schemeIds)("disguises of a request of %s", (schemeId) => {
  it("keep every signed byte of the body, and are sent at once", () => {
    const { context, genuine } = scene(schemeId);
    for (const id of needFresh) {
      const plan = attacks[id].plan(context);
      if (plan.kind === "refused") continue;
      const { request, atMs } = hostile(plan);
      expect(atMs).toBe(context.nowMs);
      expect(request.bodyBase64).toBe(genuine.bodyBase64);
      expect(request).not.toEqual(genuine);
    }
  });

  it("are refused once the capture is too old to be told from a replay attack", () => {
    const { scheme } = scene(schemeId);
    for (const id of needFresh) {
      const planAt = (nowMs: number) => attacks[id].plan(scene(schemeId, { nowMs }).context);
      const isPossible = planAt(5_000).kind !== "refused";
      expect(planAt(299_000).kind !== "refused").toBe(isPossible);
      if (isPossible && scheme.toleranceSeconds !== null)
        expect(planAt(299_001)).toMatchObject({ kind: "refused", message: /too old/ });
      else expect(planAt(30 * DAY_MS).kind !== "refused").toBe(isPossible);
    }
  });

  it("spell the signature in other letters that Node decodes to the same bytes", () => {
    const { context, genuine, scheme, verify } = scene(schemeId);
    const { request, atMs } = hostile(attacks["padded-signature"].plan(context));
    const [before = ""] = scheme.readSignatures(genuine.headers);
    const [after = ""] = scheme.readSignatures(request.headers);
    const decode = (signature: string) =>
      Buffer.from(signature.slice(scheme.mark.length), before.endsWith("=") ? "base64" : "hex");
    expect(after).not.toBe(before);
    expect(decode(after)).toEqual(decode(before));
    expect(decode(after).length).toBeGreaterThanOrEqual(32);
    expect(verify(request, atMs).ok).toBe(false);
  });

  it("add parameters and headers that name another order, to a request that stays valid", () => {
    const { context, genuine, verify } = scene(schemeId);
    const { request, atMs } = hostile(attacks["unsigned-extras"].plan(context));
    expect(verify(request, atMs)).toEqual({ ok: true });
    expect(request.headers.slice(0, genuine.headers.length)).toEqual(genuine.headers);
    expect(headerValue(request.headers, "x-order-id")).toBe("ord_2");
    const { pathname, searchParams } = new URL(request.path, "http://receiver.test");
    expect(pathname).toBe(genuine.path);
    expect(Object.fromEntries(searchParams)).toEqual({
      id: "evt_forged",
      type: "payment.succeeded",
      orderId: "ord_2",
      order_id: "ord_2",
      shop: "other",
    });
  });

  it("call the JSON plain text, and stay valid", () => {
    const { context, verify } = scene(schemeId);
    const { request, atMs } = hostile(attacks["other-content-type"].plan(context));
    expect(headerValue(request.headers, "content-type")).toBe("text/plain");
    expect(verify(request, atMs)).toEqual({ ok: true });
  });
});

describe("a timestamp in other characters", () => {
  it.each(timed)("is the same number to every lax parser, and no number to %s", (schemeId) => {
    const { context, verify, scheme } = scene(schemeId);
    const { request, atMs } = hostile(attacks["lax-timestamp"].plan(context));
    let text = "";
    scheme.rewriteTimestamp?.(request.headers, (sent) => {
      text = sent;
      return sent;
    });
    const seconds = EPOCH_MS / 1000;
    expect(text).not.toBe(String(seconds));
    for (const parse of [Number, Number.parseFloat, (value: string) => Number.parseInt(value, 10)])
      expect(parse(text)).toBe(seconds);
    expect(verify(request, atMs)).toMatchObject({ ok: false, reason: "malformed-header" });
  });
});

describe("GitHub's unsigned headers", () => {
  it("carry a fresh delivery id over the same bytes", () => {
    const { context, genuine, verify } = scene("github-sha256");
    const { request, atMs } = hostile(attacks["fresh-delivery-id"].plan(context));
    expect(headerValue(request.headers, "x-github-delivery")).toBe(context.freshUuid);
    expect(headerValue(genuine.headers, "x-github-delivery")).toBe("uuid");
    expect(verify(request, atMs)).toEqual({ ok: true });
    expect(bytesOf(request)).toEqual(bytesOf(genuine));
  });

  it.each([
    ["payment.failed", "payment.succeeded"],
    ["payment.succeeded", "payment.refunded"],
  ])("call a %s a %s", (captured, called) => {
    const { context, verify } = scene("github-sha256", {}, captured);
    const { request, atMs } = hostile(attacks["other-event-header"].plan(context));
    expect(headerValue(request.headers, "x-github-event")).toBe(called);
    expect(jsonOf(request).type).toBe(captured);
    expect(verify(request, atMs)).toEqual({ ok: true });
  });
});
