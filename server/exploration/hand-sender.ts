// Sends what the learner wrote by hand: in the composer, or with a client of their own.
import { finishComposed, withExactLength } from "./composed-request.ts";
import { unrelated } from "./network.ts";
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
      const sending = network.send({
        ...unrelated,
        request,
        trigger: "composer",
        origin: isGenuine ? "genuine" : "hostile",
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
