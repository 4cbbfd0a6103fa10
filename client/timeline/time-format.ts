// Durations in words that fit a label: at most two units, from milliseconds to days.

const units = [
  { name: "d", ms: 86_400_000 },
  { name: "h", ms: 3_600_000 },
  { name: "min", ms: 60_000 },
  { name: "s", ms: 1_000 },
] as const;

/** @param ms not negative; `9_000_000` is "2 h 30 min", `1_500` is "1.5 s", `40` is "40 ms". */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms * 10) / 10} ms`;
  if (ms < 59_950) return `${Math.round(ms / 100) / 10} s`;
  // Whole seconds below an hour, whole minutes below a day, whole hours above: what is left out is below a hundredth.
  const grain = ms < 3_599_500 ? 1_000 : ms < 86_370_000 ? 60_000 : 3_600_000;
  let rest = Math.round(ms / grain) * grain;
  const parts: string[] = [];
  for (const { name, ms: size } of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.slice(0, 2).join(" ");
}
