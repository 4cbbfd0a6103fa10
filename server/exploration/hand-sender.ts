// Sends what the learner wrote by hand: in the composer, or with a client of their own.
import type { AttackId, RawRequest } from "../contract/history.ts";
import { headerValue } from "../signatures/headers.ts";
import type { SignatureScheme } from "../signatures/types.ts";
import { finishComposed, withExactLength } from "./composed-request.ts";
import { type Sending, unrelated } from "./network.ts";
import type { SenderParts } from "./sender-parts.ts";
import type { Stage } from "./stage.ts";
import type { World } from "./world-types.ts";

/** What the learner's own client waits for at most; curl itself would wait for ever. */
const EXTERNAL_TIMEOUT_MS = 60_000;

export function createHandSender(
  { clock, ids }: Stage,
  { scheme, secrets, profile, network }: Pick<SenderParts, "scheme" | "secrets" | "profile" | "network">,
): Pick<World, "compose" | "request"> {
  const receiverSecrets = secrets.map(scheme.receiverSecret);

  return {
    compose(composed) {
      const timestampSeconds = clock.unixSeconds;
      const { messageId } = ids.event();
      const request = finishComposed(composed, { scheme, secrets, timestampSeconds, messageId });
      const body = Buffer.from(request.bodyBase64, "base64");
      const verifying = { secrets: receiverSecrets, nowSeconds: timestampSeconds };
      // Whoever holds the secret is as genuine as the provider: that is all a receiver can know.
      const isGenuine = scheme.verify({ headers: request.headers, body }, verifying).ok;
      const copied = network.sent.find((sent) => isSame(sent, request, scheme.headerNames));
      const attack = copied === undefined ? null : attackOf(copied.request, request, isGenuine, scheme);
      const sending = network.send({
        ...unrelated,
        request,
        trigger: "composer",
        origin: isGenuine && attack === null ? "genuine" : "hostile",
        attack,
        timeoutMs: profile.timeoutMs,
      });
      return { ok: true, sendings: [sending] };
    },

    request(request, onAnswered) {
      const sending = network.send({
        ...unrelated,
        request: withExactLength(request),
        trigger: "external",
        origin: "external",
        timeoutMs: EXTERNAL_TIMEOUT_MS,
        onFinished: onAnswered,
      });
      return { sendings: [sending] };
    },
  };
}

/** A copy of a genuine request by hand: too old to be one still, in a disguise, or simply a copy. */
function attackOf(
  known: RawRequest,
  { headers }: RawRequest,
  isFresh: boolean,
  { unsignedHeaders }: SignatureScheme,
): AttackId | null {
  if (!isFresh) return "late-replay-attack";
  if (unsignedHeaders === null) return null;
  const differs = (name: string) => headerValue(known.headers, name) !== headerValue(headers, name);
  if (differs(unsignedHeaders.eventType)) return "other-event-header";
  return differs(unsignedHeaders.deliveryId) ? "fresh-delivery-id" : null;
}

/** Whether a request repeats one of the provider's: the same bytes under the same signature. */
function isSame(
  { deliveryId, request: known }: Sending,
  { headers, bodyBase64 }: RawRequest,
  signed: readonly string[],
): boolean {
  if (deliveryId === null || known.bodyBase64 !== bodyBase64) return false;
  return signed.every((name) => headerValue(known.headers, name) === headerValue(headers, name));
}
