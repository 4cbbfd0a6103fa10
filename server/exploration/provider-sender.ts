// Has the provider send: new events, and deliveries once more.
import { firstAttempt } from "./courier.ts";
import type { SenderParts } from "./sender-parts.ts";
import type { Stage } from "./stage.ts";
import type { Begun, SendEvent, World } from "./world-types.ts";

export interface ProviderSender extends Pick<World, "sendEvent" | "redeliver"> {
  /** Makes an event; gives its delivery, or null while the endpoint is disabled. */
  newDelivery(wanted: SendEvent): string | null;
}

export function createProviderSender(
  stage: Stage,
  { provider, courier, words, secrets }: Pick<SenderParts, "provider" | "courier" | "words" | "secrets">,
): ProviderSender {
  const newDelivery = (wanted: SendEvent): string | null => {
    const { encoding, signedBy } = wanted;
    const { event, deliveryId } = provider.createEvent({ ...words(wanted, stage.ids), encoding, signedBy });
    const { eventId, type, payload } = event;
    stage.recorder.record({ kind: "event-created", eventId, type, payload });
    return deliveryId;
  };

  return {
    newDelivery,
    sendEvent(wanted) {
      if (wanted.signedBy?.includes("previous") === true && secrets.length < 2) return noPreviousKey;
      const deliveryId = newDelivery(wanted);
      if (deliveryId === null) return endpointDisabled;
      return { ok: true, sendings: [courier.attempt(deliveryId, firstAttempt)] };
    },
    redeliver(deliveryId) {
      if (!provider.knowsDelivery(deliveryId))
        return { ok: false, message: `The provider has no delivery called ${deliveryId} to deliver again.` };
      const byHand = { trigger: "redelivery", attack: null, automatic: false, losesReply: false } as const;
      return { ok: true, sendings: [courier.attempt(deliveryId, byHand)] };
    },
  };
}

const noPreviousKey: Begun = {
  ok: false,
  message: "The endpoint has one live secret, so nothing can be signed by the one before it.",
};

export const endpointDisabled: Begun = {
  ok: false,
  message:
    "The provider has disabled this endpoint, because the receiver answered 410 Gone. The event was made and not sent. Redeliver an earlier event by hand: a 2xx answer enables the endpoint again.",
};
