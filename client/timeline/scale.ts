// Where each moment stands from left to right: room for what happens close together, idle time as a labelled break.
import type { History } from "../../server/contract/history.ts";
import { formatDuration } from "./time-format.ts";

export interface Break {
  readonly x1: number;
  readonly x2: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** "2 h 30 min later" */
  readonly label: string;
}

export interface Scale {
  /** For each entry of the history; never decreases. */
  readonly xs: readonly number[];
  readonly widthPx: number;
  readonly breaks: readonly Break[];
  /** For a time between entries, such as the moment at which a retry is due. */
  xAt(ms: number): number;
}

/** From this pause on, nothing happening is drawn as a break. */
export const BREAK_FROM_MS = 1_000;
export const LEFT_PX = 24;
export const RIGHT_PX = 72;

const SAME_INSTANT_PX = 24;
const TYPICAL_GAP_PX = 34;
const WIDEST_GAP_PX = 104;
const MAX_STRETCH = 2.4;

interface ScaleOptions {
  /** For each entry: false when it is drawn where the entry before it is. */
  readonly takesRoom: readonly boolean[];
  /** What the picture may fill; a longer history is wider and scrolls. */
  readonly availablePx: number;
  /** The advance of one letter in a label. */
  readonly letterPx: number;
}

export function buildScale(history: History, options: ScaleOptions): Scale {
  const gapPx = gapRule(history, options);
  const gaps = history.map((_, index) => gapPx(index));
  const naturalPx = gaps.reduce((sum, gap) => sum + gap, 0);
  const freePx = options.availablePx - LEFT_PX - RIGHT_PX;
  const stretch = naturalPx === 0 ? 1 : Math.min(MAX_STRETCH, Math.max(1, freePx / naturalPx));
  const xs: number[] = [];
  let x = LEFT_PX;
  for (const gap of gaps) {
    x += gap * stretch;
    xs.push(x);
  }
  const widthPx = Math.max(options.availablePx, x + RIGHT_PX);
  return {
    xs,
    widthPx,
    breaks: findBreaks(history, xs, options.takesRoom),
    xAt: interpolate(history, xs, widthPx),
  };
}

/** The space before each entry, before stretching. */
function gapRule(history: History, { takesRoom, letterPx }: ScaleOptions) {
  const typicalMs = medianPause(history);
  let lastMs: number | null = null;
  return (index: number): number => {
    const entry = history[index];
    if (entry === undefined || !takesRoom[index]) return 0;
    const pauseMs = lastMs === null ? null : entry.atMs - lastMs;
    lastMs = entry.atMs;
    if (pauseMs === null) return 0;
    if (pauseMs === 0) return SAME_INSTANT_PX;
    if (pauseMs < BREAK_FROM_MS) {
      return Math.min(WIDEST_GAP_PX, Math.max(SAME_INSTANT_PX, (TYPICAL_GAP_PX * pauseMs) / typicalMs));
    }
    // Longer pauses look longer, but three days take only some 50 px more than a second.
    return breakLabel(pauseMs).length * letterPx + 16 + 10 * Math.log10(pauseMs / BREAK_FROM_MS);
  };
}

function medianPause(history: History): number {
  const pauses: number[] = [];
  for (let index = 1; index < history.length; index += 1) {
    const pauseMs = (history[index]?.atMs ?? 0) - (history[index - 1]?.atMs ?? 0);
    if (pauseMs > 0 && pauseMs < BREAK_FROM_MS) pauses.push(pauseMs);
  }
  pauses.sort((one, other) => one - other);
  return pauses[pauses.length >> 1] ?? 1;
}

function findBreaks(history: History, xs: readonly number[], takesRoom: readonly boolean[]): Break[] {
  const breaks: Break[] = [];
  let last: { ms: number; x: number } | null = null;
  history.forEach(({ atMs }, index) => {
    const x = xs[index];
    if (x === undefined || !takesRoom[index]) return;
    if (last !== null && atMs - last.ms >= BREAK_FROM_MS) {
      breaks.push({ x1: last.x, x2: x, fromMs: last.ms, toMs: atMs, label: breakLabel(atMs - last.ms) });
    }
    last = { ms: atMs, x };
  });
  return breaks;
}

function breakLabel(pauseMs: number) {
  return `${formatDuration(pauseMs)} later`;
}

function interpolate(history: History, xs: readonly number[], widthPx: number) {
  return (ms: number): number => {
    let low = 0;
    let high = history.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((history[middle]?.atMs ?? 0) < ms) low = middle + 1;
      else high = middle;
    }
    const after = history[low];
    const before = history[low - 1];
    const x2 = xs[low];
    const x1 = xs[low - 1];
    if (after === undefined || x2 === undefined) return widthPx - RIGHT_PX / 3;
    if (before === undefined || x1 === undefined) return x2;
    return x1 + ((x2 - x1) * (ms - before.atMs)) / (after.atMs - before.atMs);
  };
}
