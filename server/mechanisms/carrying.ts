// Three ways to tell one consumer of a day's events: the provider calls it, it asks the provider, or a broker passes on.
import type { RetryRules } from "../provider/profile.ts";
import { nextDelayMs } from "../provider/retry.ts";
import type { Random } from "../simulation/random.ts";

/** What became of the events. Latencies are in the order of the events and count from the event on. */
export interface Carried {
  readonly latenciesMs: readonly number[];
  readonly requests: number;
  /** Of these, those that carried nothing. */
  readonly inVain: number;
  readonly lost: number;
}

/** Virtual ms since the day's start; the consumer is down from `fromMs` on and up again at `untilMs`. */
export interface Outage {
  readonly fromMs: number;
  readonly untilMs: number;
}

export const DAY_MS = 86_400_000;
/** One way through the network, for everybody. */
export const NETWORK_MS = 50;

const isDown = ({ fromMs, untilMs }: Outage, atMs: number): boolean => atMs >= fromMs && atMs < untilMs;

/** Each event is sent at once, and again by the provider's own schedule when nobody answers. */
export function byWebhook(
  eventsMs: readonly number[],
  outage: Outage,
  { profile, random }: { readonly profile: RetryRules; readonly random: Random },
): Carried {
  const latenciesMs: number[] = [];
  let requests = 0;
  let inVain = 0;
  let lost = 0;
  for (const eventMs of eventsMs) {
    let sentMs: number | null = eventMs;
    for (let attempts = 1; sentMs !== null; attempts += 1) {
      requests += 1;
      const arrivesMs: number = sentMs + NETWORK_MS;
      if (!isDown(outage, arrivesMs)) {
        latenciesMs.push(arrivesMs - eventMs);
        break;
      }
      inVain += 1;
      const refusedMs = arrivesMs + NETWORK_MS;
      const failed = {
        outcome: { kind: "connection-refused" },
        automaticAttempts: attempts,
        unixMs: refusedMs,
      } as const;
      const delayMs = nextDelayMs(failed, profile, random);
      sentMs = delayMs === null ? null : refusedMs + delayMs;
    }
    if (sentMs === null) lost += 1;
  }
  return { latenciesMs, requests, inVain, lost };
}

/**
 * The consumer asks for what is new, the first time at `firstMs`. The provider's list holds every event until it was
 * asked for. Requests count for the day; what happened at its end is learned from the first answer of the next one.
 */
export function byPolling(
  eventsMs: readonly number[],
  outage: Outage,
  { pollMs, firstMs }: { readonly pollMs: number; readonly firstMs: number },
): Carried {
  const latenciesMs: number[] = [];
  let requests = 0;
  let inVain = 0;
  let seen = 0;
  for (let atMs = firstMs; atMs < DAY_MS || seen < eventsMs.length; atMs += pollMs) {
    if (isDown(outage, atMs)) continue;
    const seenBefore = seen;
    for (let next = eventsMs[seen]; next !== undefined && next <= atMs + NETWORK_MS; next = eventsMs[seen]) {
      latenciesMs.push(atMs + 2 * NETWORK_MS - next);
      seen += 1;
    }
    if (atMs >= DAY_MS) continue;
    requests += 1;
    if (seen === seenBefore) inVain += 1;
  }
  return { latenciesMs, requests, inVain, lost: 0 };
}

/** The broker keeps what was published, and passes it on as soon as the consumer is connected. */
export function byBroker(eventsMs: readonly number[], outage: Outage): Carried {
  const latenciesMs = eventsMs.map((eventMs) => {
    const atBrokerMs = eventMs + NETWORK_MS;
    const passedOnMs = isDown(outage, atBrokerMs) ? outage.untilMs : atBrokerMs;
    return passedOnMs + NETWORK_MS - eventMs;
  });
  return { latenciesMs, requests: eventsMs.length, inVain: 0, lost: 0 };
}
