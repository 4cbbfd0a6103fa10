// Plays the provider on the world's clock: sends its attempts and does what follows from each outcome.
import type { AttackId, Trigger } from "../contract/history.ts";
import type { ProviderProfile } from "../provider/profile.ts";
import type { Consequence, Provider } from "../provider/provider.ts";
import type { Ticket } from "../simulation/event-queue.ts";
import type { Network, Sending } from "./network.ts";
import type { Stage } from "./stage.ts";

export interface AttemptOptions {
  readonly trigger: Trigger;
  readonly attack: AttackId | null;
  /** An attempt of the schedule, which uses it up; false for one that was asked for. */
  readonly automatic: boolean;
  readonly losesReply: boolean;
}

export interface Courier {
  /** Starts one attempt of a delivery at this moment. */
  attempt(deliveryId: string, options: AttemptOptions): Sending;
}

export const firstAttempt: AttemptOptions = {
  trigger: "event",
  attack: null,
  automatic: true,
  losesReply: false,
};
const retry: AttemptOptions = { ...firstAttempt, trigger: "retry" };

export function createCourier(
  stage: Stage,
  parts: { readonly provider: Provider; readonly network: Network; readonly profile: ProviderProfile },
): Courier {
  const { recorder, clock, schedule } = stage;
  const { provider, network, profile } = parts;
  const retries = new Map<string, Ticket>();

  const cancelRetry = (deliveryId: string): void => {
    retries.get(deliveryId)?.cancel();
    retries.delete(deliveryId);
  };

  const attempt = (deliveryId: string, options: AttemptOptions): Sending => {
    const { trigger, attack, automatic, losesReply } = options;
    const opened = provider.openAttempt(deliveryId, { automatic });
    return network.send({
      deliveryId,
      eventId: opened.eventId,
      number: opened.number,
      trigger,
      origin: "genuine",
      attack,
      signedBy: opened.signedBy && [...opened.signedBy],
      request: opened.request,
      timeoutMs: profile.timeoutMs,
      losesReply,
      onFinished: (outcome) => {
        for (const consequence of provider.closeAttempt(opened, outcome)) follow(consequence);
      },
    });
  };

  const follow = (consequence: Consequence): void => {
    switch (consequence.kind) {
      case "retry": {
        const { deliveryId, eventId, attempts } = consequence.delivery;
        const { dueMs } = consequence;
        recorder.record({ kind: "retry-scheduled", deliveryId, eventId, number: attempts + 1, dueMs });
        cancelRetry(deliveryId);
        const step = () => void attempt(deliveryId, retry);
        retries.set(deliveryId, schedule.add(Math.max(dueMs, clock.nowMs), step));
        return;
      }
      case "settled": {
        const { deliveryId, eventId, attempts } = consequence.delivery;
        cancelRetry(deliveryId);
        recorder.record({
          kind: "delivery-settled",
          deliveryId,
          eventId,
          state: consequence.state,
          attempts,
        });
        return;
      }
      case "endpoint-disabled":
        recorder.record({ kind: "note", level: "warning", text: ENDPOINT_DISABLED });
        return;
      case "endpoint-enabled":
        recorder.record({ kind: "note", level: "info", text: ENDPOINT_ENABLED });
    }
  };

  return { attempt };
}

const ENDPOINT_DISABLED =
  "The receiver answered 410 Gone, so the provider disabled the endpoint: no retries and no new events until a redelivery by hand is answered 2xx.";
const ENDPOINT_ENABLED = "A redelivery was answered 2xx: the provider sends events to this endpoint again.";
