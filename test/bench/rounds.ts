// Interleaved rounds and medians: every figure is a ratio to a baseline measured in the same run.

/** Lower middle of the sorted values. @throws for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new RangeError("The median of nothing is not defined.");
  return middle;
}

export interface Paired {
  readonly medianMs: number;
  readonly baselineMs: number;
  /** Median of the ratios of each round, which a drift of the machine's speed does not move. */
  readonly ratio: number;
}

/** Runs both in turn, one uncounted round first. Each returns its own duration in milliseconds. */
export async function pairRounds(
  count: number,
  measure: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<Paired> {
  await baseline();
  await measure();
  const rounds: { measured: number; base: number }[] = [];
  for (let round = 0; round < count; round += 1) {
    const base = await baseline();
    rounds.push({ base, measured: await measure() });
  }
  return {
    medianMs: median(rounds.map(({ measured }) => measured)),
    baselineMs: median(rounds.map(({ base }) => base)),
    ratio: median(rounds.map(({ measured, base }) => measured / base)),
  };
}

export async function repeat(count: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < count; round += 1) values.push(await measure());
  return median(values);
}
