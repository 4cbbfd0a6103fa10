// The simulated sender: makes events, signs their attempts, and decides what follows from each outcome.
import type { AttemptOutcome, Encoding, RawRequest, SigningKey } from "../contract/history.ts";
import type { DeliveryView } from "../contract/session.ts";
import { signBy } from "../signatures/rotation.ts";
import type { SignatureScheme } from "../signatures/types.ts";
import type { Ids } from "../simulation/ids.ts";
import type { Random } from "../simulation/random.ts";
import type { VirtualClock } from "../simulation/virtual-clock.ts";
import { buildAttemptRequest, type ProviderEvent, type Sign } from "./attempt-request.ts";
import {
  attemptFinished,
  attemptStarted,
  type Delivery,
  givenUp,
  newDelivery,
  viewDelivery,
} from "./delivery.ts";
import { toJsonBytes } from "./encoding.ts";
import type { ProviderProfile } from "./profile.ts";
import { judgeOutcome, nextDelayMs } from "./retry.ts";

export interface ProviderOptions {
  readonly scheme: SignatureScheme;
  readonly profile: ProviderProfile;
  readonly clock: VirtualClock;
  readonly ids: Ids;
  readonly random: Random;
  readonly path: string;
  /** Live secrets of the endpoint, newest first. */
  readonly secrets: readonly string[];
}

/** An event to be made, and how it is to be sent. */
export interface NewEvent extends Omit<ProviderEvent, "body"> {
  /** Default: spaced. */
  readonly encoding?: Encoding | undefined;
  /** Which keys sign every attempt, in this order; default: every live secret, newest first. */
  readonly signedBy?: readonly SigningKey[] | undefined;
}

/** One HTTP request of a delivery, ready to be sent. */
export interface OpenedAttempt {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly number: number;
  readonly automatic: boolean;
  readonly signedBy: readonly SigningKey[] | undefined;
  readonly request: RawRequest;
}

/** What follows for one delivery from an attempt's end. */
export type Consequence =
  | { readonly kind: "retry"; readonly delivery: Delivery; readonly dueMs: number }
  | { readonly kind: "settled"; readonly delivery: Delivery; readonly state: "delivered" | "dead-letter" }
  /** The receiver said that its endpoint is gone: nothing is sent any more on its own. */
  | { readonly kind: "endpoint-disabled" }
  | { readonly kind: "endpoint-enabled" };

export interface Provider {
  /** Registers an event and its delivery; `deliveryId` is null while the endpoint is disabled. */
  createEvent(made: NewEvent): { event: ProviderEvent; deliveryId: string | null };
  /** Signs the delivery's next attempt for this moment. `automatic` ones use up the schedule. */
  openAttempt(deliveryId: string, how: { automatic: boolean }): OpenedAttempt;
  /** Takes an attempt's outcome to heart. */
  closeAttempt(attempt: OpenedAttempt, outcome: AttemptOutcome): Consequence[];
  knowsDelivery(deliveryId: string): boolean;
  /** In the order in which the events were made. */
  deliveries(): DeliveryView[];
}

interface Held {
  readonly event: ProviderEvent;
  readonly signedBy: readonly SigningKey[] | undefined;
  delivery: Delivery;
}

export function createProvider(options: ProviderOptions): Provider {
  return new SimulatedProvider(options);
}

class SimulatedProvider implements Provider {
  readonly #options: ProviderOptions;
  readonly #deliveries = new Map<string, Held>();
  readonly #jitter: Random;
  #isDisabled = false;

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.#jitter = options.random.fork("jitter");
  }

  createEvent({ encoding, signedBy, ...made }: NewEvent) {
    const { ids } = this.#options;
    const event: ProviderEvent = { ...made, body: toJsonBytes(made.payload, encoding) };
    if (this.#isDisabled) return { event, deliveryId: null };
    const deliveryId = ids.delivery();
    const delivery = newDelivery(deliveryId, { eventId: event.eventId, uuid: ids.uuid() });
    this.#deliveries.set(deliveryId, { event, signedBy, delivery });
    return { event, deliveryId };
  }

  openAttempt(deliveryId: string, { automatic }: { automatic: boolean }): OpenedAttempt {
    const { scheme, path, profile, clock } = this.#options;
    const held = this.#find(deliveryId);
    held.delivery = attemptStarted(held.delivery, { automatic });
    const { event, signedBy, delivery } = held;
    const request = buildAttemptRequest(
      event,
      { scheme, path, userAgent: profile.userAgent },
      { sign: this.#signing(signedBy), timestampSeconds: clock.unixSeconds, deliveryUuid: delivery.uuid },
    );
    return { deliveryId, eventId: event.eventId, number: delivery.attempts, automatic, signedBy, request };
  }

  closeAttempt({ deliveryId, automatic }: OpenedAttempt, outcome: AttemptOutcome): Consequence[] {
    const { profile } = this.#options;
    const held = this.#find(deliveryId);
    const verdict = judgeOutcome(outcome, profile);
    const mayRetry = verdict === "failed" && automatic && !this.#isDisabled;
    const retryAtMs = mayRetry ? this.#nextRetryMs(held.delivery, outcome) : null;
    const before = held.delivery;
    const next = attemptFinished(before, { automatic, delivered: verdict === "delivered", retryAtMs });
    const consequences = change(held, next);
    const dueMs = next.nextAttemptAtMs;
    if (dueMs !== null && dueMs !== before.nextAttemptAtMs)
      consequences.push({ kind: "retry", delivery: next, dueMs });
    if (verdict === "delivered") return [...this.#enable(), ...consequences];
    return verdict === "endpoint-gone" ? [...consequences, ...this.#disable()] : consequences;
  }

  knowsDelivery(deliveryId: string): boolean {
    return this.#deliveries.has(deliveryId);
  }

  deliveries(): DeliveryView[] {
    return [...this.#deliveries.values()].map(({ delivery, event }) => viewDelivery(delivery, event.type));
  }

  #signing(signedBy: Held["signedBy"]): Sign {
    const { scheme, secrets } = this.#options;
    if (signedBy === undefined) return (input) => scheme.sign(input, secrets);
    return (input) => signBy(scheme, input, { secrets, signedBy });
  }

  #find(deliveryId: string): Held {
    const held = this.#deliveries.get(deliveryId);
    if (held === undefined) throw new Error(`The provider knows no delivery ${deliveryId}.`);
    return held;
  }

  #nextRetryMs({ automaticAttempts }: Delivery, outcome: AttemptOutcome): number | null {
    const { clock, profile } = this.#options;
    const delayMs = nextDelayMs({ outcome, automaticAttempts, unixMs: clock.unixMs }, profile, this.#jitter);
    return delayMs === null ? null : clock.nowMs + delayMs;
  }

  #disable(): Consequence[] {
    if (this.#isDisabled) return [];
    this.#isDisabled = true;
    const waiting = [...this.#deliveries.values()].filter(
      ({ delivery }) => delivery.nextAttemptAtMs !== null,
    );
    return [
      { kind: "endpoint-disabled" },
      ...waiting.flatMap((held) => change(held, givenUp(held.delivery))),
    ];
  }

  #enable(): Consequence[] {
    if (!this.#isDisabled) return [];
    this.#isDisabled = false;
    return [{ kind: "endpoint-enabled" }];
  }
}

/** Changes a delivery and tells whether that settled it. */
function change(held: Held, next: Delivery): Consequence[] {
  const before = held.delivery.settled;
  held.delivery = next;
  if (next.settled === null || next.settled === before) return [];
  return [{ kind: "settled", delivery: next, state: next.settled }];
}
