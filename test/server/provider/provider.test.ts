// The provider signs every attempt anew and follows each outcome by the rules of its profile.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AttemptOutcome, RawRequest } from "../../../server/contract/history.ts";
import type { SchemeId } from "../../../server/contract/session.ts";
import { standardWebhooksProfile } from "../../../server/provider/profiles/standard-webhooks.ts";
import { createProvider } from "../../../server/provider/provider.ts";
import { headerValue } from "../../../server/signatures/headers.ts";
import { signatureSchemes } from "../../../server/signatures/schemes.ts";
import { createIds } from "../../../server/simulation/ids.ts";
import { createRandom } from "../../../server/simulation/random.ts";
import { createVirtualClock } from "../../../server/simulation/virtual-clock.ts";

const EPOCH_MS = 1_894_006_800_000;
const ok: AttemptOutcome = { kind: "responded", response: { status: 200, headers: [], bodyBase64: "" } };
const answered = (status: number): AttemptOutcome => ({
  kind: "responded",
  response: { status, headers: [], bodyBase64: "" },
});
const failed = answered(500);

function open(schemeId: SchemeId = "standard-v1") {
  const scheme = signatureSchemes[schemeId];
  const random = createRandom(1);
  const clock = createVirtualClock(EPOCH_MS);
  const ids = createIds(random);
  const secrets = [scheme.generateSecret(random.fork("secret"))];
  const path = "/webhooks/payment";
  const provider = createProvider({
    scheme,
    profile: standardWebhooksProfile,
    clock,
    ids,
    random,
    path,
    secrets,
  });
  const newDelivery = () => {
    const { deliveryId } = provider.createEvent({
      ...ids.event(),
      type: "payment.succeeded",
      payload: { amount: 1 },
    });
    if (deliveryId === null) throw new Error("The endpoint is disabled.");
    return deliveryId;
  };
  const verify = ({ headers, bodyBase64 }: RawRequest) =>
    scheme.verify(
      { headers, body: Buffer.from(bodyBase64, "base64") },
      { secrets: secrets.map(scheme.receiverSecret), nowSeconds: clock.unixSeconds },
    );
  return { provider, clock, ids, newDelivery, verify };
}

describe.each(["standard-v1", "standard-v1a", "stripe-v1", "github-sha256"] as const)(
  "attempts by %s",
  (schemeId) => {
    it("are signed anew each time, with the same message and body", () => {
      const { provider, clock, newDelivery, verify } = open(schemeId);
      const deliveryId = newDelivery();
      const first = provider.openAttempt(deliveryId, { automatic: true });
      expect(verify(first.request)).toEqual({ ok: true });
      provider.closeAttempt(first, failed);
      clock.moveTo(10 * 3_600_000);
      const second = provider.openAttempt(deliveryId, { automatic: true });
      expect(verify(second.request)).toEqual({ ok: true });
      expect(second.request.bodyBase64).toBe(first.request.bodyBase64);
      expect([first.number, second.number]).toEqual([1, 2]);
      for (const name of ["webhook-id", "x-github-delivery"])
        expect(headerValue(second.request.headers, name)).toBe(headerValue(first.request.headers, name));
    });

    it("carry the headers that a provider sends", () => {
      const { provider, newDelivery } = open(schemeId);
      const { request } = provider.openAttempt(newDelivery(), { automatic: true });
      const body = Buffer.from(request.bodyBase64, "base64");
      expect(request).toMatchObject({ method: "POST", path: "/webhooks/payment" });
      expect(headerValue(request.headers, "content-type")).toBe("application/json");
      expect(headerValue(request.headers, "content-length")).toBe(String(body.length));
      for (const name of signatureSchemes[schemeId].headerNames)
        expect(headerValue(request.headers, name)).not.toBeNull();
    });
  },
);

describe("GitHub's headers", () => {
  it("name the event and keep one delivery GUID, also when redelivered by hand", () => {
    const { provider, newDelivery } = open("github-sha256");
    const deliveryId = newDelivery();
    const guids = [true, false].map((automatic) => {
      const { request } = provider.openAttempt(deliveryId, { automatic });
      expect(headerValue(request.headers, "x-github-event")).toBe("payment.succeeded");
      return headerValue(request.headers, "x-github-delivery");
    });
    expect(guids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(guids[1]).toBe(guids[0]);
  });
});

describe("the body", () => {
  it("keeps a space behind colons and commas, so that serialising it again gives other bytes", () => {
    const { provider, ids } = open();
    const payload = { id: "evt_1", text: 'a,\n "b": {', list: [1, { two: [] }], none: null, empty: {} };
    const { event } = provider.createEvent({ ...ids.event(), type: "t", payload });
    const text = Buffer.from(event.body).toString("utf8");
    expect(text).toBe(
      '{"id": "evt_1", "text": "a,\\n \\"b\\": {", "list": [1, {"two": []}], "none": null, "empty": {}}',
    );
    expect(JSON.stringify(JSON.parse(text))).not.toBe(text);
  });

  it("says what the payload says, whatever that is", () => {
    const { provider, ids } = open();
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        const { event } = provider.createEvent({ ...ids.event(), type: "t", payload });
        expect(JSON.parse(Buffer.from(event.body).toString("utf8"))).toEqual(
          JSON.parse(JSON.stringify(payload)),
        );
      }),
      { seed: 1 },
    );
  });
});

describe("a delivery", () => {
  it("is delivered by the first 2xx", () => {
    const { provider, newDelivery } = open();
    const attempt = provider.openAttempt(newDelivery(), { automatic: true });
    expect(provider.deliveries()).toMatchObject([{ state: "in-flight", attempts: 1 }]);
    expect(provider.closeAttempt(attempt, ok)).toMatchObject([{ kind: "settled", state: "delivered" }]);
    expect(provider.deliveries()).toMatchObject([{ state: "delivered", nextAttemptAtMs: null }]);
  });

  it("becomes a dead letter after ten automatic failures, each retry at its time", () => {
    const { provider, clock, newDelivery } = open();
    const deliveryId = newDelivery();
    const dueTimes: number[] = [];
    for (let made = 1; made <= 10; made += 1) {
      const consequences = provider.closeAttempt(
        provider.openAttempt(deliveryId, { automatic: true }),
        failed,
      );
      const [consequence] = consequences;
      expect(consequences).toHaveLength(1);
      if (consequence?.kind === "retry") {
        dueTimes.push(consequence.dueMs);
        clock.moveTo(consequence.dueMs);
      } else expect(consequence).toMatchObject({ kind: "settled", state: "dead-letter" });
    }
    expect(dueTimes).toHaveLength(9);
    expect(dueTimes.at(-1)).toBe(((75 * 60 + 35) * 60 + 5) * 1000);
    expect(provider.deliveries()).toMatchObject([{ state: "dead-letter", attempts: 10 }]);
  });

  it("loses none of its automatic attempts to a redelivery by hand", () => {
    const { provider, newDelivery } = open();
    const deliveryId = newDelivery();
    const [scheduled] = provider.closeAttempt(provider.openAttempt(deliveryId, { automatic: true }), failed);
    for (let byHand = 0; byHand < 20; byHand += 1) {
      const attempt = provider.openAttempt(deliveryId, { automatic: false });
      expect(provider.closeAttempt(attempt, failed)).toEqual([]);
    }
    expect(provider.deliveries()).toMatchObject([
      { state: "waiting", attempts: 21, nextAttemptAtMs: scheduled?.kind === "retry" ? scheduled.dueMs : -1 },
    ]);
  });

  it("is brought back from the dead letters by a redelivery that succeeds", () => {
    const { provider, newDelivery } = open();
    const deliveryId = newDelivery();
    for (let made = 0; made < 10; made += 1)
      provider.closeAttempt(provider.openAttempt(deliveryId, { automatic: true }), failed);
    const byHand = provider.openAttempt(deliveryId, { automatic: false });
    expect(provider.closeAttempt(byHand, ok)).toMatchObject([{ kind: "settled", state: "delivered" }]);
  });

  it("stays delivered when an overlapping attempt fails later", () => {
    const { provider, newDelivery } = open();
    const deliveryId = newDelivery();
    const first = provider.openAttempt(deliveryId, { automatic: true });
    const copy = provider.openAttempt(deliveryId, { automatic: false });
    provider.closeAttempt(copy, ok);
    expect(provider.closeAttempt(first, failed)).toEqual([]);
    expect(provider.deliveries()).toMatchObject([{ state: "delivered" }]);
  });

  it("never has more automatic attempts than the schedule, in any order of ends", () => {
    const step = fc.constantFrom("automatic-fails", "by-hand-fails", "by-hand-overlaps");
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { provider, newDelivery } = open();
        const deliveryId = newDelivery();
        let automatic = 0;
        let isOver = false;
        for (const kind of steps) {
          if (kind === "automatic-fails" && !isOver) {
            automatic += 1;
            const consequences = provider.closeAttempt(
              provider.openAttempt(deliveryId, { automatic: true }),
              failed,
            );
            isOver = consequences.some((consequence) => consequence.kind === "settled");
          } else provider.closeAttempt(provider.openAttempt(deliveryId, { automatic: false }), failed);
        }
        expect(automatic).toBeLessThanOrEqual(10);
        expect(isOver).toBe(automatic === 10);
      }),
      { seed: 1 },
    );
  });
});

describe("410 Gone", () => {
  it("disables the endpoint: every waiting delivery ends, and new events are not sent", () => {
    const { provider, ids, newDelivery } = open();
    const waiting = newDelivery();
    provider.closeAttempt(provider.openAttempt(waiting, { automatic: true }), failed);
    const gone = newDelivery();
    const consequences = provider.closeAttempt(
      provider.openAttempt(gone, { automatic: true }),
      answered(410),
    );
    expect(consequences.map((consequence) => consequence.kind).toSorted()).toEqual([
      "endpoint-disabled",
      "settled",
      "settled",
    ]);
    expect(provider.deliveries().map(({ state }) => state)).toEqual(["dead-letter", "dead-letter"]);
    expect(provider.createEvent({ ...ids.event(), type: "t", payload: {} }).deliveryId).toBeNull();
  });

  it("is taken back by a redelivery that is answered 2xx", () => {
    const { provider, ids, newDelivery } = open();
    const deliveryId = newDelivery();
    provider.closeAttempt(provider.openAttempt(deliveryId, { automatic: true }), answered(410));
    const consequences = provider.closeAttempt(provider.openAttempt(deliveryId, { automatic: false }), ok);
    expect(consequences.map((consequence) => consequence.kind)).toEqual(["endpoint-enabled", "settled"]);
    expect(provider.createEvent({ ...ids.event(), type: "t", payload: {} }).deliveryId).not.toBeNull();
  });
});
