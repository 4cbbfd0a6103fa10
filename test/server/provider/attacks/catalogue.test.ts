// The catalogue holds every attack, each planned the same way twice, in bytes that a receiver can read.
import { describe, expect, it } from "vitest";
import { AttackId } from "../../../../server/contract/history.ts";
import { attacks } from "../../../../server/provider/attacks/catalogue.ts";
import { headerValue } from "../../../../server/signatures/headers.ts";
import { bytesOf, scene, schemeIds } from "./scene.ts";

const kindOf = (id: AttackId) => attacks[id].kind;
const withKind = (...kinds: string[]) => AttackId.options.filter((id) => kinds.includes(kindOf(id)));

describe("the catalogue", () => {
  it("holds every attack of the contract under its own id, each explained", () => {
    expect(Object.keys(attacks)).toEqual(AttackId.options);
    for (const [id, attack] of Object.entries(attacks)) {
      expect(attack.id).toBe(id);
      for (const text of [attack.title, attack.sentence, attack.needs])
        expect(text.length).toBeGreaterThan(5);
    }
  });

  it("refuses what has to start from a captured request while there is none", () => {
    const { context } = scene("github-sha256", { captured: null });
    const { context: timed } = scene("standard-v1", { captured: null });
    const wanting = AttackId.options.filter((id) =>
      [context, timed].some((one) => {
        const plan = attacks[id].plan(one);
        return plan.kind === "refused" && plan.message.includes("Send a genuine event first");
      }),
    );
    expect(wanting).toEqual([
      "tampered-body",
      "tampered-timestamp",
      "timestamp-removed",
      "replay-attack",
      "late-replay-attack",
      "padded-signature",
      "lax-timestamp",
      "fresh-delivery-id",
      "other-event-header",
      "unsigned-extras",
      "other-content-type",
      "duplicate",
    ]);
  });

  it("refuses by scheme only what the scheme makes impossible", () => {
    const impossible = Object.fromEntries(
      schemeIds.map((schemeId) => {
        const { context } = scene(schemeId);
        return [schemeId, AttackId.options.filter((id) => attacks[id].plan(context).kind === "refused")];
      }),
    );
    const unsignedHeaders = ["fresh-delivery-id", "other-event-header"];
    expect(impossible).toEqual({
      "standard-v1": ["public-key-as-secret", ...unsignedHeaders],
      "standard-v1a": [
        "signed-with-empty-secret",
        "signed-with-undefined",
        "signed-with-blank",
        ...unsignedHeaders,
      ],
      "stripe-v1": ["public-key-as-secret", "signed-ahead", ...unsignedHeaders],
      "github-sha256": [
        "tampered-timestamp",
        "timestamp-removed",
        "public-key-as-secret",
        "signed-ahead",
        "lax-timestamp",
      ],
    });
  });

  it("says in a sentence why", () => {
    for (const schemeId of schemeIds) {
      const { context } = scene(schemeId);
      for (const id of AttackId.options) {
        const plan = attacks[id].plan(context);
        if (plan.kind === "refused") expect(plan.message).toMatch(/^[A-Z].{30,}\.$/);
      }
    }
  });
});

describe.each(schemeIds)("every plan against %s", (schemeId) => {
  it("is the same for the same context", () => {
    for (const id of AttackId.options)
      expect(attacks[id].plan(scene(schemeId).context)).toEqual(attacks[id].plan(scene(schemeId).context));
  });

  it("frames its body exactly, once, in headers that HTTP can carry", () => {
    for (const id of withKind("forgery", "replay-attack", "disguise", "bad-input")) {
      const plan = attacks[id].plan(scene(schemeId).context);
      if (plan.kind !== "hostile-request") continue;
      const { request } = plan;
      expect(headerValue(request.headers, "content-length")).toBe(String(bytesOf(request).length));
      for (const [name, value] of request.headers) {
        expect(name).toMatch(/^[A-Za-z0-9-]+$/);
        expect(value).toMatch(/^[\x20-\x7e\xa0-\xff]*$/);
      }
      expect(request.headers.flat().join("").length).toBeLessThan(10_000);
      expect(request.path).toMatch(/^\/webhooks\/payment\/?(\?[\x21-\x7e]+)?$/i);
    }
  });
});

describe("faults of delivery", () => {
  it("deliver a captured event once more", () => {
    const plan = attacks.duplicate.plan(scene("standard-v1").context);
    expect(plan).toMatchObject({
      kind: "provider-attempts",
      deliveryId: "dlv_1",
      copies: 1,
      losesReply: false,
    });
  });

  it("start a new event twice, the second time before the first can be answered", () => {
    const plan = attacks["overlapping-duplicate"].plan(scene("standard-v1").context);
    expect(plan).toMatchObject({ deliveryId: "new-event", copies: 2, gapMs: 1 });
  });

  it("lose the reply to a new event", () => {
    const plan = attacks["reply-lost"].plan(scene("standard-v1").context);
    expect(plan).toMatchObject({ deliveryId: "new-event", copies: 1, losesReply: true });
  });

  it("use the event of a request that was named", () => {
    const { context } = scene("standard-v1", { isNamed: true });
    for (const id of ["overlapping-duplicate", "reply-lost"] as const)
      expect(attacks[id].plan(context)).toMatchObject({ deliveryId: "dlv_1" });
  });

  it("are refused for a request that is no delivery of the provider", () => {
    const { context, genuine } = scene("standard-v1", { isNamed: true });
    const captured = { deliveryId: null, startedMs: 0, request: genuine };
    for (const id of withKind("delivery"))
      expect(attacks[id].plan({ ...context, captured })).toMatchObject({
        kind: "refused",
        message: /did not come from the provider/,
      });
  });
});
