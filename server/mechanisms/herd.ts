// Deliveries that failed in the same second: how close together they come again, with and without jitter.
import type { AskedHerd, Herd, HerdWave } from "../contract/retry-life.ts";
import { standardWebhooksProfile } from "../provider/profiles/standard-webhooks.ts";
import { nextDelayMs } from "../provider/retry.ts";
import { createRandom } from "../simulation/random.ts";

const SEED = 1;
const SECOND_MS = 1_000;

/** Pure: the receiver stays down, so all of them make all attempts; each pause is moved by a chance of its own. */
export function gatherHerd({ deliveries, jitterPercent }: AskedHerd): Herd {
  const rules = { ...standardWebhooksProfile, jitterFraction: jitterPercent / 100 };
  const random = createRandom(SEED).fork("herd");
  const sentMs = Array.from({ length: deliveries }, () => 0);
  const waves = rules.attemptDelaysMs.map((_, index) => {
    const number = index + 1;
    if (number > 1) {
      const outcome = { kind: "connection-refused" } as const;
      for (const [each, atMs] of sentMs.entries()) {
        const failed = { outcome, automaticAttempts: number - 1, unixMs: atMs };
        sentMs[each] = atMs + (nextDelayMs(failed, rules, random) ?? 0);
      }
    }
    return waveOf(number, sentMs);
  });
  return { waves };
}

function waveOf(number: number, sentMs: readonly number[]): HerdWave {
  const sorted = sentMs.toSorted((one, other) => one - other);
  let busiestSecond = 0;
  let first = 0;
  for (const [last, atMs] of sorted.entries()) {
    while ((sorted[first] ?? atMs) <= atMs - SECOND_MS) first += 1;
    busiestSecond = Math.max(busiestSecond, last - first + 1);
  }
  return { number, fromMs: sorted[0] ?? 0, toMs: sorted.at(-1) ?? 0, busiestSecond };
}
