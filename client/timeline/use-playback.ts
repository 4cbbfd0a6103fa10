// Plays a history step by step, resting longer where more time passes.
import { useCallback, useEffect, useEffectEvent, useState } from "react";
import { move, type Steps } from "./steps.ts";

/** Long enough to see what changed, short enough to keep watching. */
const REST_MS = 620;
const REST_AT_ONCE_MS = 380;

export interface Playback {
  readonly isPlaying: boolean;
  toggle(): void;
  pause(): void;
}

/** Starts over when it is at the end; stops there. */
export function usePlayback(
  steps: Steps,
  selection: number | null,
  onSelect: (seq: number) => void,
): Playback {
  const [isPlaying, setPlaying] = useState(false);
  const next = move(steps, selection, "next");
  const last = steps.seqs.at(-1) ?? null;
  const first = steps.seqs.at(0) ?? null;

  const show = useEffectEvent(onSelect);
  const restBefore = (seq: number) => (steps.attemptSeqs.includes(seq) ? REST_MS : REST_AT_ONCE_MS);
  const nextRestMs = next === null ? 0 : restBefore(next);

  useEffect(() => {
    if (!isPlaying) return;
    if (next === null) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => show(next), nextRestMs);
    return () => clearTimeout(timer);
  }, [isPlaying, next, nextRestMs]);

  const pause = useCallback(() => setPlaying(false), []);
  const toggle = useCallback(() => {
    if (!isPlaying && selection !== null && selection >= (last ?? 0) && first !== null) onSelect(first);
    setPlaying(!isPlaying);
  }, [isPlaying, selection, last, first, onSelect]);
  return { isPlaying, toggle, pause };
}
