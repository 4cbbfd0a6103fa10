// What everyone who sends requests shares.
import type { ProviderEvent } from "../provider/attempt-request.ts";
import type { ProviderProfile } from "../provider/profile.ts";
import type { Provider } from "../provider/provider.ts";
import type { SignatureScheme } from "../signatures/types.ts";
import type { Ids } from "../simulation/ids.ts";
import type { Courier } from "./courier.ts";
import type { Network, Sending } from "./network.ts";
import type { Stage } from "./stage.ts";
import type { PlayedScenario } from "./types.ts";
import type { SendEvent, Underway } from "./world-types.ts";

export interface SenderParts {
  readonly scheme: SignatureScheme;
  readonly profile: ProviderProfile;
  readonly provider: Provider;
  readonly network: Network;
  readonly courier: Courier;
  readonly scenario: PlayedScenario;
  /** The endpoint's live secrets, newest first. */
  readonly secrets: readonly string[];
  readonly words: EventWords;
}

/** Puts events into words, genuine and forged ones alike, and counts them. */
export type EventWords = (wanted: SendEvent, ids: Pick<Ids, "event">) => Omit<ProviderEvent, "body">;

export function createEventWords(stage: Stage, scenario: PlayedScenario): EventWords {
  let events = 0;
  return (wanted, ids) => {
    const { eventId, messageId } = ids.event();
    events += 1;
    const createdSeconds = stage.clock.unixSeconds;
    const { type, orderId, fields } = wanted;
    const payload = scenario.buildPayload({ type, orderId, fields, eventId, createdSeconds, number: events });
    return { eventId, messageId, type, payload };
  };
}

/** Sends now, or at its time; either way there is something to wait for at once. */
export function sendLater(stage: Stage, delayMs: number, send: () => Sending): Underway {
  if (delayMs <= 0) return send();
  let sent: Sending | null = null;
  stage.work.add(stage.clock.nowMs + delayMs, () => {
    sent = send();
  });
  return {
    get outcome() {
      return sent?.outcome ?? null;
    },
  };
}
