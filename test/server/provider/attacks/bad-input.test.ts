// Bad input is validly signed where it is a mistake of the provider, unsigned where anybody can send it, and always bad.
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { AttackId } from "../../../../server/contract/history.ts";
import { attacks } from "../../../../server/provider/attacks/catalogue.ts";
import { headerValue } from "../../../../server/signatures/headers.ts";
import { bytesOf, hostile, jsonOf, scene, schemeIds, textOf } from "./scene.ts";

const signed: readonly AttackId[] = [
  "not-json",
  "empty-body",
  "json-null",
  "json-array",
  "no-type",
  "no-data",
  "missing-id",
  "odd-type",
  "odd-order",
  "odd-amount",
  "odd-types",
  "deep-json",
  "invalid-utf8",
];
const unsigned: readonly AttackId[] = ["form-body", "oversized", "compressed"];

const planned = (id: AttackId, schemeId: (typeof schemeIds)[number] = "standard-v1") =>
  hostile(attacks[id].plan(scene(schemeId).context)).request;

describe.each(schemeIds)("bad input by %s", (schemeId) => {
  it("is validly signed under a fresh id, where the provider made the mistake", () => {
    const { context, genuine, verify } = scene(schemeId);
    for (const id of signed) {
      const { request, atMs } = hostile(attacks[id].plan(context));
      expect(verify(request, atMs), id).toEqual({ ok: true });
      expect(atMs).toBe(context.nowMs);
      for (const name of ["webhook-id", "x-github-delivery"])
        if (headerValue(genuine.headers, name) !== null)
          expect(headerValue(request.headers, name)).not.toBe(headerValue(genuine.headers, name));
    }
  });

  it("carries no signature, where anybody can send it", () => {
    const { context, verify } = scene(schemeId);
    for (const id of unsigned) {
      const { request, atMs } = hostile(attacks[id].plan(context));
      expect(verify(request, atMs)).toMatchObject({ ok: false, reason: "missing-header" });
    }
  });
});

describe("signed bad input", () => {
  it("is broken JSON: an event that ends in the middle", () => {
    const text = textOf(planned("not-json"));
    expect(text).toMatch(/^\{"id": "evt_forged"/);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it("is nothing, null, or a list", () => {
    expect(bytesOf(planned("empty-body"))).toHaveLength(0);
    expect(jsonOf(planned("json-null"))).toBeNull();
    expect(jsonOf(planned("json-array"))).toEqual(["payment.succeeded", null, 1]);
  });

  it("lacks its type or its data, and nothing else", () => {
    const { type, ...rest } = scene("standard-v1").context.forgedEvent.payload as Record<string, unknown>;
    expect(jsonOf(planned("no-type"))).toEqual(rest);
    expect(jsonOf(planned("no-data"))).toEqual({ ...rest, type, data: null });
  });

  it("is odd in one place at a time, and says nothing that anybody could act upon", () => {
    const event = scene("standard-v1").context.forgedEvent.payload as Record<string, Record<string, unknown>>;
    const { id, ...rest } = event;
    const { data } = event;
    expect(jsonOf(planned("missing-id"))).toEqual({ ...rest, data: { ...data, orderId: "ord_unknown" } });
    expect(jsonOf(planned("odd-type"))).toEqual({ ...event, type: 42 });
    expect(jsonOf(planned("odd-order"))).toEqual({ ...event, data: { ...data, orderId: { $ne: null } } });
    expect(jsonOf(planned("odd-amount"))).toEqual({ ...event, data: { ...data, amount: "a lot" } });
  });

  it("has odd types in it, and no order that anybody could look up", () => {
    expect(jsonOf(planned("odd-types"))).toMatchObject({
      id: "evt_forged",
      type: "payment.succeeded",
      data: { orderId: { $ne: null }, amount: "a lot", currency: 978, customer: null },
    });
  });

  it("is nested deeper than any code can walk that calls itself", () => {
    const request = planned("deep-json");
    const parsed = jsonOf(request);
    let depth = 0;
    for (let at: unknown = parsed.data; Array.isArray(at); at = at[0]) depth += 1;
    expect(depth).toBe(20_000);
    expect(parsed.type).toBe("payment.succeeded");
    expect(() => JSON.parse(textOf(request), (_name, value) => value)).toThrow(RangeError);
    expect(bytesOf(request).length).toBeLessThan(100_000);
  });

  it("is no UTF-8, and names no order for who reads on", () => {
    const request = planned("invalid-utf8");
    expect(bytesOf(request).includes(Buffer.from([0x5f, 0xff, 0xfe, 0x22]))).toBe(true);
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(request))).toThrow(TypeError);
    expect(jsonOf(request).data.orderId).toBe("ord_\ufffd\ufffd");
  });
});

describe("unsigned bad input", () => {
  it("is a form with the fields of an event", () => {
    const request = planned("form-body");
    expect(headerValue(request.headers, "content-type")).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(textOf(request)))).toEqual({
      id: "evt_forged",
      type: "payment.succeeded",
      created: "1",
      "data[orderId]": "ord_2",
      "data[amount]": "4900",
      "data[currency]": "EUR",
      "data[customer][email]": "mira@example.com",
    });
  });

  it("is JSON of one and a half megabytes", () => {
    const request = planned("oversized");
    expect(bytesOf(request).length).toBeGreaterThan(1_500_000);
    expect(bytesOf(request).length).toBeLessThan(1_510_000);
    expect(jsonOf(request).data.orderId).toBe("ord_2");
  });

  it("inflates from a few bytes to twenty megabytes", () => {
    const request = planned("compressed");
    expect(headerValue(request.headers, "content-encoding")).toBe("gzip");
    expect(bytesOf(request).length).toBeLessThan(32_000);
    const inflated = gunzipSync(bytesOf(request));
    expect(inflated.length).toBe(20 * 1024 * 1024);
    expect(inflated.every((byte) => byte === 0x20)).toBe(true);
  });
});
