// Every forgery is exactly what its sentence says, and no careful receiver of any scheme accepts it.
import { createHmac } from "node:crypto";
import express from "express";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { AttackId } from "../../../../server/contract/history.ts";
import { attacks } from "../../../../server/provider/attacks/catalogue.ts";
import { headerValue } from "../../../../server/signatures/headers.ts";
import { bytesOf, EPOCH_MS, hostile, jsonOf, makeEvent, scene, schemeIds } from "./scene.ts";

const forgeries = AttackId.options.filter((id) => attacks[id].kind === "forgery");
const timed = ["standard-v1", "standard-v1a", "stripe-v1"] as const;
const shared = ["standard-v1", "stripe-v1", "github-sha256"] as const;

describe.each(schemeIds)("against %s", (schemeId) => {
  it("every forgery is refused by who checks with care, whatever the event and the hour", () => {
    const hour = fc.integer({ min: 0, max: 30 * 86_400_000 });
    const property = fc.property(fc.string(), hour, fc.nat(), (orderId, nowMs, seed) => {
      const forgedEvent = makeEvent(`forged${seed}`, orderId);
      const { context, genuine, verify } = scene(schemeId, { forgedEvent, nowMs });
      expect(verify(genuine, 0)).toEqual({ ok: true });
      for (const id of forgeries) {
        const plan = attacks[id].plan(context);
        if (plan.kind === "refused") continue;
        const { request, atMs } = hostile(plan);
        expect(atMs).toBe(nowMs);
        expect(verify(request, atMs).ok, id).toBe(false);
      }
    });
    fc.assert(property, { seed: 1, numRuns: 25 });
  });

  it("an unsigned event never happened, and carries no header of the scheme", () => {
    const { context, verify, scheme } = scene(schemeId);
    const { request, atMs } = hostile(attacks.unsigned.plan(context));
    for (const name of scheme.headerNames) expect(headerValue(request.headers, name)).toBeNull();
    expect(jsonOf(request).id).toBe("evt_forged");
    expect(verify(request, atMs)).toMatchObject({ ok: false, reason: "missing-header" });
  });

  it("an unsigned event goes round a check in one respect each, and says the same", () => {
    const { context } = scene(schemeId);
    const of = (id: AttackId) => hostile(attacks[id].plan(context)).request;
    const { headers, ...unsigned } = of("unsigned");
    const asText = headers.map(([name, value]) => [name, name === "Content-Type" ? "text/plain" : value]);
    expect(of("unsigned-as-text")).toEqual({ ...unsigned, headers: asText });
    expect(of("unsigned-other-path")).toEqual({ ...unsigned, headers, path: "/WEBHOOKS/PAYMENT/" });
  });

  it("a wrong secret signs in the right way", () => {
    const { context, scheme, verify } = scene(schemeId);
    const { request, atMs } = hostile(attacks["wrong-secret"].plan(context));
    expect(verify(request, atMs)).toMatchObject({ ok: false, reason: "mismatch" });
    const attackers = {
      secrets: [scheme.receiverSecret(context.guessedSecret)],
      nowSeconds: EPOCH_MS / 1000,
    };
    expect(scheme.verify({ headers: request.headers, body: bytesOf(request) }, attackers)).toEqual({
      ok: true,
    });
  });

  it("a tampered body names another order, and nothing in its signature has changed", () => {
    const { context, genuine, verify, scheme } = scene(schemeId);
    const { request, atMs } = hostile(attacks["tampered-body"].plan(context));
    expect(verify(request, atMs)).toMatchObject({ ok: false, reason: "mismatch" });
    expect(jsonOf(request)).toMatchObject({ id: "evt_forged", data: { orderId: "ord_2" } });
    for (const name of scheme.headerNames)
      expect(headerValue(request.headers, name)).toBe(headerValue(genuine.headers, name));
  });

  it("an empty signature is its mark alone, and a short one has one character more", () => {
    const { context, scheme } = scene(schemeId);
    const signatures = (id: AttackId) =>
      scheme.readSignatures(hostile(attacks[id].plan(context)).request.headers);
    expect(signatures("empty-signature")).toEqual([scheme.mark]);
    expect(signatures("short-signature")).toEqual([`${scheme.mark}A`]);
  });

  it("a garbled signature has the length of a genuine one in characters, and another in bytes", () => {
    const { context, genuine, scheme } = scene(schemeId);
    const { request } = hostile(attacks["garbled-signature"].plan(context));
    const header = headerValue(request.headers, scheme.signatureHeader) ?? "";
    const start = header.indexOf(scheme.mark);
    const [expected = ""] = scheme.readSignatures(genuine.headers);
    const junk = header.slice(start, start + expected.length);
    expect(Buffer.byteLength(junk, "latin1")).toBe(expected.length);
    expect(Buffer.byteLength(junk, "utf8")).toBeGreaterThan(expected.length);
    expect(junk).toMatch(/[%,;]/);
    if (scheme.signsWithAll) expect(header.length).toBeGreaterThan(4_000);
  });

  it("an unknown version is the only one in its list", () => {
    const { context, scheme } = scene(schemeId);
    const { request } = hostile(attacks["unknown-version"].plan(context));
    const [signature, ...rest] = scheme.readSignatures(request.headers);
    expect(rest).toEqual([]);
    expect(signature?.startsWith(scheme.unknownMark)).toBe(true);
    expect(scheme.unknownMark).not.toBe(scheme.mark);
  });
});

describe("another spelling of a path", () => {
  it("is one that Express takes for the same, and that differs in case and at its end", () => {
    const { context } = scene("standard-v1");
    const spelled = (path: string) => {
      const envelope = { ...context.envelope, path };
      return hostile(attacks["unsigned-other-path"].plan({ ...context, envelope })).request.path;
    };
    expect(spelled("/hooks/shop/")).toBe("/HOOKS/SHOP");
    const reaches = (path: string, url: string) => {
      const router = express.Router();
      const handler = vi.fn();
      router.post(path, handler);
      router({ method: "POST", url } as express.Request, {} as express.Response, () => {});
      return handler.mock.calls.length > 0;
    };
    for (const path of ["/webhooks/payment", "/hooks/shop/", "/h"]) {
      expect(spelled(path)).not.toContain(path);
      expect(spelled(path).toLowerCase()).not.toBe(path);
      expect(reaches(path, spelled(path))).toBe(true);
    }
    expect(reaches("/webhooks/payment", "/webhooks")).toBe(false);
  });
});

describe("a tampered body", () => {
  it("is refused when the captured one is no JSON object with anything in it", () => {
    const { context, genuine } = scene("standard-v1");
    for (const text of ["not json", "[1]", '"text"', "{}", "", "null"]) {
      const request = { ...genuine, bodyBase64: Buffer.from(text).toString("base64") };
      const captured = { deliveryId: null, startedMs: 0, request };
      expect(attacks["tampered-body"].plan({ ...context, captured })).toMatchObject({ kind: "refused" });
    }
  });

  it("starts from any object, whatever is in it", () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
    const property = fc.property(object, (payload) => {
      const { context, genuine } = scene("standard-v1");
      const request = { ...genuine, bodyBase64: Buffer.from(JSON.stringify(payload)).toString("base64") };
      const plan = attacks["tampered-body"].plan({
        ...context,
        captured: { deliveryId: null, startedMs: 0, request },
      });
      expect(jsonOf(hostile(plan).request)).toMatchObject({ id: "evt_forged", data: { orderId: "ord_2" } });
    });
    fc.assert(property, { seed: 1 });
  });
});

describe("a timestamp", () => {
  it.each(timed)("of %s is made fresh over the old signature", (schemeId) => {
    const laterMs = 3_600_000;
    const { context, genuine, verify } = scene(schemeId, { nowMs: laterMs });
    const { request } = hostile(attacks["tampered-timestamp"].plan(context));
    expect(verify(genuine, laterMs)).toMatchObject({ ok: false, reason: "too-old" });
    expect(verify(request, laterMs)).toMatchObject({ ok: false, reason: "mismatch" });
  });

  it("differs from the genuine one even within the same second", () => {
    const { context, genuine } = scene("standard-v1", { nowMs: 10 });
    expect(hostile(attacks["tampered-timestamp"].plan(context)).request).not.toEqual(genuine);
  });

  it.each(timed)("of %s is taken away, and everything else is as it was", (schemeId) => {
    const { context, genuine, scheme } = scene(schemeId);
    const { request } = hostile(attacks["timestamp-removed"].plan(context));
    expect(scheme.rewriteTimestamp?.(genuine.headers, () => null)).toEqual(request.headers);
    expect(request.headers.flat().join()).not.toContain(String(EPOCH_MS / 1000));
    expect(scheme.readSignatures(request.headers)).toEqual(scheme.readSignatures(genuine.headers));
    expect(request.bodyBase64).toBe(genuine.bodyBase64);
  });

  it("is none in GitHub's scheme, which is told with what to try instead", () => {
    expect(attacks["tampered-timestamp"].plan(scene("github-sha256").context)).toEqual({
      kind: "refused",
      message:
        "GitHub's scheme sends no timestamp, so there is none to change. That is also why a replay attack never becomes too old: try that one.",
    });
  });
});

describe("a secret that is none", () => {
  const keys = {
    "signed-with-empty-secret": "",
    "signed-with-undefined": `${undefined}`,
    "signed-with-blank": "   ",
  } as const;
  const names = Object.keys(keys) as (keyof typeof keys)[];

  /** What a handler computes that hands its setting to `createHmac` as it is. */
  const naive = {
    "standard-v1": (key: string, headers: (name: string) => string, body: Buffer) => {
      const content = `${headers("webhook-id")}.${headers("webhook-timestamp")}.${body}`;
      const secret = Buffer.from(key.replace("whsec_", ""), "base64");
      return `v1,${createHmac("sha256", secret).update(content).digest("base64")}`;
    },
    "stripe-v1": (key: string, headers: (name: string) => string, body: Buffer) => {
      const time = /t=(\d+)/.exec(headers("stripe-signature"))?.[1];
      return `t=${time},v1=${createHmac("sha256", key).update(`${time}.${body}`).digest("hex")}`;
    },
    "github-sha256": (key: string, _headers: (name: string) => string, body: Buffer) =>
      `sha256=${createHmac("sha256", key).update(body).digest("hex")}`,
  } as const;

  it.each(shared)("signs by %s what a careless receiver expects", (schemeId) => {
    for (const id of names) {
      const { context, scheme } = scene(schemeId);
      const { request } = hostile(attacks[id].plan(context));
      const value = (name: string) => headerValue(request.headers, name) ?? "";
      expect(value(scheme.signatureHeader)).toBe(naive[schemeId](keys[id], value, bytesOf(request)));
    }
  });
});

describe("a public key", () => {
  it("signs v1 with the very bytes that v1a is checked with", () => {
    const { context, receiverSecret } = scene("standard-v1a");
    const { request } = hostile(attacks["public-key-as-secret"].plan(context));
    const value = (name: string) => headerValue(request.headers, name) ?? "";
    const content = `${value("webhook-id")}.${value("webhook-timestamp")}.${bytesOf(request)}`;
    const key = Buffer.from(receiverSecret.replace("whpk_", ""), "base64");
    expect(key).toHaveLength(32);
    expect(value("webhook-signature")).toBe(
      `v1,${createHmac("sha256", key).update(content).digest("base64")}`,
    );
  });
});
