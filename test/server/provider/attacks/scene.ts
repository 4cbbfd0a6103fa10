// An endpoint of each scheme with one captured request, in which an attack is planned.
import type { RawRequest } from "../../../../server/contract/history.ts";
import { SchemeId } from "../../../../server/contract/session.ts";
import type { AttackContext, AttackPlan } from "../../../../server/provider/attacks/attack.ts";
import { buildAttemptRequest, type ProviderEvent } from "../../../../server/provider/attempt-request.ts";
import { toJsonBytes } from "../../../../server/provider/encoding.ts";
import { signatureSchemes } from "../../../../server/signatures/schemes.ts";
import { createRandom } from "../../../../server/simulation/random.ts";

export const EPOCH_MS = 1_894_006_800_000;
export const schemeIds = SchemeId.options;

export const makeEvent = (name: string, orderId: string, type = "payment.succeeded"): ProviderEvent => {
  const data = { orderId, amount: 4900, currency: "EUR", customer: { email: "mira@example.com" } };
  const payload = { id: `evt_${name}`, type, created: 1, data };
  return { eventId: `evt_${name}`, messageId: `msg_${name}`, type, payload, body: toJsonBytes(payload) };
};

/** Captured at the very start, planned five seconds later. */
export function scene(schemeId: SchemeId, changed: Partial<AttackContext> = {}, capturedType?: string) {
  const scheme = signatureSchemes[schemeId];
  const secret = scheme.generateSecret(createRandom(1));
  const receiverSecret = scheme.receiverSecret(secret);
  const envelope = { scheme, path: "/webhooks/payment", userAgent: "test" };
  const genuine = buildAttemptRequest(makeEvent("genuine", "ord_1", capturedType), envelope, {
    sign: (input) => scheme.sign(input, [secret]),
    timestampSeconds: EPOCH_MS / 1000,
    deliveryUuid: "uuid",
  });
  const context: AttackContext = {
    envelope,
    nowMs: 5_000,
    epochMs: EPOCH_MS,
    captured: { deliveryId: "dlv_1", startedMs: 0, request: genuine },
    isNamed: false,
    eventTypes: ["payment.succeeded", "payment.refunded"],
    forgedEvent: makeEvent("forged", "ord_2"),
    freshUuid: "00000000-0000-4000-8000-000000000000",
    guessedSecret: scheme.generateSecret(createRandom(2)),
    publicKey: receiverSecret === secret ? null : receiverSecret,
    signAsProvider: (input) => scheme.sign(input, [secret]),
    ...changed,
  };
  const verify = ({ headers, bodyBase64 }: RawRequest, atMs: number) =>
    scheme.verify(
      { headers, body: Buffer.from(bodyBase64, "base64") },
      { secrets: [receiverSecret], nowSeconds: Math.floor((EPOCH_MS + atMs) / 1000) },
    );
  return { context, genuine, verify, scheme, receiverSecret };
}

export function hostile(plan: AttackPlan) {
  if (plan.kind !== "hostile-request") throw new Error(`Expected a request, not ${JSON.stringify(plan)}`);
  return plan;
}

export const bytesOf = ({ bodyBase64 }: RawRequest): Buffer => Buffer.from(bodyBase64, "base64");
export const textOf = (request: RawRequest): string => bytesOf(request).toString("utf8");
export const jsonOf = (request: RawRequest) => JSON.parse(textOf(request));
