// Sends one day of events by webhook, polling and publish/subscribe, and measures what each of them costs.
import type { ComparedDay, Comparison, MechanismFigures } from "../contract/mechanisms.ts";
import { profiles } from "../provider/profiles/all.ts";
import { createRandom, type Random } from "../simulation/random.ts";
import { byBroker, byPolling, byWebhook, type Carried, DAY_MS, type Outage } from "./carrying.ts";

/** The same day for the same numbers: whoever moves one of them sees what that one does. */
const SEED = 1;
const OUTAGE_FROM_MS = 8 * 3_600_000;
const SWEPT_SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200] as const;

/** Pure: the same day gives the same figures. */
export function compareMechanisms(day: ComparedDay): Comparison {
  const { eventsPerHour, pollSeconds, outageMinutes, consumers, profile } = day;
  const random = createRandom(SEED);
  const eventsMs = eventTimes(eventsPerHour, random.fork("events"));
  const outage: Outage = { fromMs: OUTAGE_FROM_MS, untilMs: OUTAGE_FROM_MS + outageMinutes * 60_000 };
  // Consumers do not all ask in the same moment; where in its pause one begins is chance.
  const phase = random.fork("phase").below(1_000_000) / 1_000_000;
  const pollEvery = (seconds: number) =>
    byPolling(eventsMs, outage, { pollMs: seconds * 1_000, firstMs: Math.floor(phase * seconds * 1_000) });

  const webhook = byWebhook(eventsMs, outage, { profile: profiles[profile], random: random.fork("jitter") });
  const broker = byBroker(eventsMs, outage);
  return {
    events: eventsMs.length,
    webhook: figuresOf(webhook, consumers),
    polling: figuresOf(pollEvery(pollSeconds), consumers),
    // Published once, and passed on to each.
    pubSub: {
      ...figuresOf(broker, consumers),
      requests: eventsMs.length + broker.requests * consumers,
    },
    sweep: SWEPT_SECONDS.map((seconds) => {
      const { requests, medianMs } = figuresOf(pollEvery(seconds), consumers);
      return { pollSeconds: seconds, requests, medianMs };
    }),
    breakEvenSeconds: breakEven(webhook.requests, (seconds) => pollEvery(seconds).requests),
  };
}

/** Events that know nothing of each other: the gaps between them are exponentially distributed. */
function eventTimes(perHour: number, random: Random): number[] {
  const meanGapMs = 3_600_000 / perHour;
  const times: number[] = [];
  const gap = () => -Math.log((random.uint32() + 1) / 2 ** 32) * meanGapMs;
  for (let atMs = gap(); atMs < DAY_MS; atMs += gap()) times.push(Math.floor(atMs));
  return times;
}

function figuresOf({ latenciesMs, requests, inVain, lost }: Carried, consumers: number): MechanismFigures {
  const sorted = latenciesMs.toSorted((one, other) => one - other);
  const within = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
  return {
    ...{ medianMs: within(0.5), p95Ms: within(0.95), longestMs: within(1) },
    ...{ requests: requests * consumers, inVain: inVain * consumers, lost },
  };
}

/** The longer the pause, the fewer the requests. */
function breakEven(wanted: number, requestsAt: (seconds: number) => number): number | null {
  let [tooShort, enough] = [0, 86_400];
  if (requestsAt(enough) > wanted) return null;
  while (enough - tooShort > 1) {
    const middle = Math.floor((tooShort + enough) / 2);
    if (requestsAt(middle) <= wanted) enough = middle;
    else tooShort = middle;
  }
  return enough;
}
