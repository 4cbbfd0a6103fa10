// Which labels a history would like to have, where, and how much each matters when there is no room for all.
import type { Tone } from "../components/glyph.tsx";
import { type Band, LETTER_PX } from "./geometry.ts";
import type { LabelRequest } from "./labels.ts";
import { markOf, type Reading } from "./reading.ts";
import type { Scale } from "./scale.ts";
import { formatDuration } from "./time-format.ts";
import { attemptLabel, callLabel, effectLabel, endLabel, outcomeLabel } from "./words.ts";

export interface ToneLabel extends LabelRequest<Band> {
  readonly tone: Tone;
}

type XOf = (index: number) => number;

/** Bad news first, then effects, then who sent what; single calls last. */
const priority = {
  repeat: 100,
  end: 95,
  outage: 92,
  waiting: 90,
  effect: 80,
  attempt: 70,
  outcome: 65,
  start: 30,
  call: 20,
  row: 10,
};
const LONGEST = 28;

export function labelRequests(reading: Reading, scale: Scale): ToneLabel[] {
  const x: XOf = (index) => scale.xs[index] ?? 0;
  return [
    ...attemptLabels(reading, x),
    ...interruptionLabels(reading, x),
    ...waitingLabels(reading, scale),
    ...shopLabels(reading, x),
    ...timeLabels(reading, scale),
  ];
}

function label(of: Omit<ToneLabel, "widthPx">): ToneLabel {
  const text = of.text.length > LONGEST ? `${of.text.slice(0, LONGEST - 1)}…` : of.text;
  return { ...of, text, widthPx: Math.ceil(text.length * LETTER_PX) };
}

function* attemptLabels({ attempts, events }: Reading, x: XOf) {
  for (const { start, startIndex, finish, finishIndex } of attempts) {
    // What does not come from the provider enters from the network.
    const band: Band = start.origin === "genuine" ? "provider" : "network";
    const tone: Tone = start.origin === "external" ? "neutral" : start.origin;
    const key = `attempt-${start.seq}`;
    const text = attemptLabel(start, events);
    yield label({ key, band, tone, text, x: x(startIndex), priority: priority.attempt });
    if (finish === null || finishIndex === null) continue;
    const answered = finish.outcome.kind === "responded";
    yield label({
      key: `outcome-${finish.seq}`,
      band: answered ? band : "network",
      tone: answered ? tone : "time",
      text: outcomeLabel(finish),
      beside: finish.outcome.kind === "timed-out" || finish.outcome.kind === "connection-refused",
      x: x(finishIndex),
      priority: answered ? priority.outcome : priority.attempt + 1,
    });
  }
}

/** A retry that is still to come at the history's end. */
function* waitingLabels({ retries, history }: Reading, scale: Scale) {
  const nowMs = history.at(-1)?.atMs ?? 0;
  const waiting = retries.filter(({ entry }) => entry.dueMs > nowMs).at(-1);
  if (waiting === undefined) return;
  const { entry } = waiting;
  const text = `attempt ${entry.number} in ${formatDuration(entry.dueMs - nowMs)}`;
  const key = `waiting-${entry.seq}`;
  yield label({
    key,
    band: "provider",
    tone: "time",
    text,
    x: scale.widthPx - 8,
    priority: priority.waiting,
  });
}

function* interruptionLabels({ outages, starts, ends, history }: Reading, x: XOf) {
  for (const { start, startIndex, endIndex } of outages) {
    const endMs = endIndex === null ? start.untilMs : (history[endIndex]?.atMs ?? start.untilMs);
    const text = `receiver down · ${formatDuration(endMs - start.atMs)}`;
    const key = `outage-${start.seq}`;
    yield label({
      key,
      band: "receiver",
      tone: "hostile",
      text,
      x: x(startIndex),
      beside: true,
      priority: priority.outage,
    });
  }
  for (const { entry, index } of starts) {
    const text = entry.reason === "start" ? "starts" : "starts again";
    yield label({
      key: `start-${entry.seq}`,
      band: "receiver",
      tone: "neutral",
      text,
      x: x(index),
      priority: priority.start,
    });
  }
  for (const { entry, index } of ends) {
    // An outage's own end of the process is told by the outage.
    if (entry.outcome.kind === "stopped") continue;
    const text = endLabel(entry.outcome);
    yield label({
      key: `end-${entry.seq}`,
      band: "receiver",
      tone: "crash",
      text,
      x: x(index),
      priority: priority.end,
    });
  }
}

function* shopLabels({ calls, effects }: Reading, x: XOf) {
  for (const mark of effects) {
    const { effect, index } = mark;
    const kind = markOf(mark);
    yield label({
      key: `effect-${effect.seq}`,
      band: "shop",
      tone: kind === "effect" ? "effect" : "hostile",
      text: effectLabel(effect, kind),
      x: x(index),
      priority:
        kind !== "effect"
          ? priority.repeat
          : effect.effect === "row-changed"
            ? priority.row
            : priority.effect,
    });
  }
  for (const { call, index, answer, effects: had } of calls) {
    if (had.length > 0) continue;
    const failed = answer !== null && !answer.ok;
    const text = failed ? `${callLabel(call)} refused` : callLabel(call);
    const key = `call-${call.seq}`;
    yield label({
      key,
      band: "shop",
      tone: failed ? "time" : "neutral",
      text,
      x: x(index),
      priority: priority.call,
    });
  }
}

/** Pauses in one row; in the other the time after each pause, and between them the time since then. */
function* timeLabels({ history, takesRoom }: Reading, scale: Scale) {
  for (const { x1, x2, fromMs, label: text } of scale.breaks) {
    yield label({
      key: `pause-${fromMs}`,
      band: "pause",
      tone: "time",
      text,
      x: (x1 + x2) / 2,
      priority: 50,
    });
  }
  const afterPause = new Set(scale.breaks.map(({ toMs }) => toMs));
  let toldMs: number | null = null;
  let pauseEndMs = 0;
  for (const [index, { atMs }] of history.entries()) {
    if (!takesRoom[index] || atMs === toldMs) continue;
    const isFirst = toldMs === null || afterPause.has(atMs);
    if (isFirst) pauseEndMs = atMs;
    const text = isFirst || pauseEndMs === 0 ? formatDuration(atMs) : `+${formatDuration(atMs - pauseEndMs)}`;
    const x = scale.xs[index] ?? 0;
    yield label({ key: `time-${atMs}`, band: "time", tone: "neutral", text, x, priority: isFirst ? 40 : 5 });
    toldMs = atMs;
  }
}
