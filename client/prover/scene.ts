// What a schedule looked like when it was played: its history, the steps that tell it, and the code it was played on.
import type { History, HistoryEntry, SourcePlace } from "../../server/contract/history.ts";
import type { InvariantId } from "../../server/contract/invariants.ts";
import type { ProofStep, Verdict } from "../../server/contract/proof.ts";
import type { Files, LineMark } from "../editor/store.ts";

export interface Scene {
  readonly history: History;
  /** Null where nothing broke: then every entry tells itself. */
  readonly steps: readonly ProofStep[] | null;
  /** The entry that shows the break, where the judge has named it. */
  readonly shownBy?: number | undefined;
  readonly files: Files;
}

/** How a verdict tells that an invariant broke. */
export function breakOf(
  verdict: Verdict,
  invariant: InvariantId,
  history: History,
): Pick<Scene, "steps" | "shownBy"> {
  const found = verdict.invariants.find(({ id }) => id === invariant)?.counterexample;
  return { steps: found ? atEffects(found.steps, history) : null, shownBy: found?.seq };
}

/** A step tells of an answer; where the call had an effect, that is what the picture shows. */
function atEffects(steps: readonly ProofStep[], history: History): readonly ProofStep[] {
  const effects = new Map<string, number>();
  for (const one of history) {
    if (one.kind === "effect" && one.callId !== null && !effects.has(one.callId))
      effects.set(one.callId, one.seq);
  }
  const bySeq = new Map(history.map((one) => [one.seq, one]));
  return steps.map((step) => {
    const entry = bySeq.get(step.seq);
    const effect = entry?.kind === "shop-answered" ? effects.get(entry.callId) : undefined;
    return effect === undefined ? step : { ...step, seq: effect };
  });
}

/** The step that shows it: as the judge has named it, or else the first effect that happened again, or else the end. */
export function decisiveStep({ history, steps, shownBy }: Scene): number | null {
  if (steps === null) return null;
  const named = steps.find(({ seq }) => seq === shownBy);
  const repeats = new Set(
    history.flatMap((one) => (one.kind === "effect" && one.repeat > 0 ? [one.seq] : [])),
  );
  const again = steps.find(({ seq }) => repeats.has(seq));
  return (named ?? again ?? steps.at(-1))?.seq ?? null;
}

/** The line of code that a step or an entry came from, as the code was then. */
export function placeAt(
  { history, steps }: Pick<Scene, "history" | "steps">,
  seq: number,
): SourcePlace | null {
  const place = steps?.find((step) => step.seq === seq && step.place)?.place;
  return place ?? sourceOf(history, seq);
}

/** A call knows its line; an answer and an effect came from the line of their call. */
function sourceOf(history: History, seq: number): SourcePlace | null {
  const entry = history.find((one) => one.seq === seq);
  if (entry === undefined || !("callId" in entry) || entry.callId === null) return null;
  const { callId } = entry;
  const isCall = (one: HistoryEntry) => one.kind === "shop-called" && one.callId === callId;
  const call = history.find(isCall);
  return call?.kind === "shop-called" ? (call.source ?? null) : null;
}

/** All lines of the steps, and the one of the step that is shown; where the code stands now. */
export function marksOf(scene: Scene, seq: number | null, files: Files): LineMark[] {
  const shown = seq === null ? null : whereNow(placeAt(scene, seq), scene.files, files);
  const tone = scene.steps === null ? "step" : "hostile";
  const places = (scene.steps ?? []).map(({ place }) => whereNow(place ?? null, scene.files, files));
  const marks = new Map<string, LineMark>();
  for (const place of [...places, shown]) {
    if (place === null) continue;
    const strength = place.file === shown?.file && place.line === shown.line ? "strong" : "faint";
    marks.set(`${place.file}:${place.line}`, { file: place.file, line: place.line, tone, strength });
  }
  return [...marks.values()];
}

/** Where a line of the code as it was stands now: the nearest line with the same text, or nowhere. */
export function whereNow(place: SourcePlace | null, then: Files, now: Files): SourcePlace | null {
  if (place === null) return null;
  const { file, line } = place;
  if (then[file] === now[file]) return file in now ? place : null;
  const text = then[file]?.split("\n")[line - 1]?.trim();
  if (!text) return null;
  const lines = (now[file] ?? "").split("\n");
  const same = lines.flatMap((one, index) => (one.trim() === text ? [index + 1] : []));
  const nearest = same.toSorted((one, other) => Math.abs(one - line) - Math.abs(other - line))[0];
  return nearest === undefined ? null : { file, line: nearest };
}
