// Disguises in headers that a provider adds and does not sign: another delivery id, another type of event.
import { headerValue, rewriteHeader } from "../../signatures/headers.ts";
import type { UnsignedHeaders } from "../../signatures/types.ts";
import { type AttackContext, type AttackPlan, defineAttack, refused } from "./attack.ts";
import { disguise } from "./capturing.ts";

export const freshDeliveryId = defineAttack("fresh-delivery-id", (context) =>
  withUnsignedHeaders(context, ({ deliveryId }) =>
    disguise(context, (request) => ({
      ...request,
      headers: rewriteHeader(request.headers, deliveryId, () => context.freshUuid),
    })),
  ),
);

/** The main type, or, of a request that is of that type already, the next one that the provider knows. */
export const otherEventHeader = defineAttack("other-event-header", (context) =>
  withUnsignedHeaders(context, ({ eventType }) =>
    disguise(context, (request) => {
      const named = headerValue(request.headers, eventType);
      const other = context.eventTypes.find((type) => type !== named) ?? "unheard-of";
      return { ...request, headers: rewriteHeader(request.headers, eventType, () => other) };
    }),
  ),
);

function withUnsignedHeaders(
  { envelope }: AttackContext,
  plan: (names: UnsignedHeaders) => AttackPlan,
): AttackPlan {
  const { unsignedHeaders, title } = envelope.scheme;
  return unsignedHeaders === null
    ? refused(
        `By the scheme ${title} events and deliveries are named in what is signed, and in no header beside it. Start a session with GitHub's scheme for this.`,
      )
    : plan(unsignedHeaders);
}
