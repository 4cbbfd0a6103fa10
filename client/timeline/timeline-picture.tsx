// Draws a history: pinned lane names, the scrolling picture, and the playhead that can be dragged and stepped.
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
} from "react";
import { LETTER_PX } from "./geometry.ts";
import { layOut, type TimelineLayout } from "./layout.ts";
import { PictureBody } from "./picture-body.tsx";
import type { Reading } from "./reading.ts";
import { type Steps, stepAt, stepNumber } from "./steps.ts";
import styles from "./timeline.module.css";
import { useViewport } from "./use-viewport.ts";

export interface TimelineFlag {
  readonly seq: number;
  readonly text: string;
  /** Moves the picture to the right, so that the flag stands there. */
  readonly alignX?: number;
  /** Told where the flag stands by itself, so that several pictures can be aligned. */
  readonly onX?: (x: number) => void;
}

interface TimelinePictureProps {
  slider: RefObject<HTMLDivElement | null>;
  reading: Reading;
  steps: Steps;
  selection: number | null;
  flag: TimelineFlag | null;
  isPlaying: boolean;
  /** What a screen reader says of the playhead's place. */
  valueText: string;
  onSelect: (seq: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function TimelinePicture(props: TimelinePictureProps) {
  const { slider, reading, steps, selection, flag, isPlaying, valueText, onSelect, onKeyDown } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const viewport = useViewport(scroller);
  const layout = useMemo(() => layOut(reading, viewport.widthPx), [reading, viewport.widthPx]);
  const playheadX = xOfSeq(layout, selection);
  useFollow(scroller, playheadX, isPlaying);
  const scrub = useScrub(layout, steps, onSelect);
  const flagX = xOfSeq(layout, flag?.seq ?? null);
  const shiftPx = useAlignment(flag, flagX);
  return (
    <div className={styles.picture}>
      <LaneNames layout={layout} />
      <div ref={scroller} className={styles.scroller}>
        <div
          className={styles.canvas}
          style={{ width: layout.widthPx, height: layout.heightPx, marginLeft: shiftPx }}
          {...scrub}
        >
          <PictureBody layout={layout} viewport={viewport} selection={selection} />
          {flagX === null ? null : <Flag x={flagX} text={flag?.text ?? ""} widthPx={layout.widthPx} />}
          {playheadX === null ? null : (
            <div
              className={styles.veil}
              data-playing={isPlaying || undefined}
              style={{ transform: `translateX(${playheadX + 12}px)` }}
            />
          )}
          <div
            ref={slider}
            role="slider"
            tabIndex={0}
            aria-label="Place in the timeline"
            aria-orientation="horizontal"
            aria-valuemin={0}
            aria-valuemax={steps.seqs.length}
            aria-valuenow={stepNumber(steps, selection)}
            aria-valuetext={valueText}
            className={styles.playhead}
            style={{ transform: `translateX(${playheadX ?? 8}px)` }}
            data-unset={playheadX === null || undefined}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
    </div>
  );
}

/** A pennant at the top of its moment, whose pole stands through all lanes. */
function Flag({ x, text, widthPx }: { x: number; text: string; widthPx: number }) {
  const isAtEnd = x + text.length * LETTER_PX + 24 > widthPx;
  return (
    <div
      className={styles.flag}
      style={{ transform: `translateX(${x}px)` }}
      data-at-end={isAtEnd || undefined}
    >
      <span>{text}</span>
    </div>
  );
}

function LaneNames({ layout }: { layout: TimelineLayout }) {
  return (
    <div className={styles.laneNames} style={{ height: layout.heightPx }} aria-hidden="true">
      {layout.lanes.map(({ key, name, detail, y }) => (
        <div key={key} className={styles.laneName} style={{ top: y }}>
          {name}
          {detail === undefined ? null : <small>{detail}</small>}
        </div>
      ))}
    </div>
  );
}

/** Entries without a place of their own stand where the one before them does, so every entry has one. */
function xOfSeq({ scale, reading }: TimelineLayout, seq: number | null): number | null {
  const index = seq === null ? -1 : reading.history.findIndex((entry) => entry.seq === seq);
  return scale.xs[index] ?? null;
}

/** How far the picture is moved, so that its flag stands where it is wanted. */
function useAlignment(flag: TimelineFlag | null, x: number | null): number {
  const tell = useEffectEvent((own: number) => flag?.onX?.(own));
  useLayoutEffect(() => {
    if (x !== null) tell(x);
  }, [x]);
  return x === null ? 0 : Math.max(0, (flag?.alignX ?? x) - x);
}

/** Keeps the playhead in sight. */
function useFollow(scroller: RefObject<HTMLDivElement | null>, x: number | null, isPlaying: boolean) {
  useEffect(() => {
    const box = scroller.current;
    if (box === null || x === null) return;
    const margin = Math.min(120, box.clientWidth / 4);
    const inSight = x > box.scrollLeft + margin && x < box.scrollLeft + box.clientWidth - margin;
    if (inSight || box.scrollWidth <= box.clientWidth) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo?.({ left: x - box.clientWidth / 2, behavior: isPlaying && !still ? "smooth" : "auto" });
  }, [scroller, x, isPlaying]);
}

/** A press or a drag anywhere in the picture moves the playhead to the nearest step. A finger's drag scrolls instead. */
function useScrub(layout: TimelineLayout, steps: Steps, onSelect: (seq: number) => void) {
  const isDragging = useRef(false);
  const select = useCallback(
    (event: PointerEvent<HTMLDivElement>) => {
      const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
      const seq = stepAt(steps, layout.reading.history, x, layout.scale.xs);
      if (seq !== null) onSelect(seq);
    },
    [layout, steps, onSelect],
  );
  return {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      if (event.button !== 0 || event.pointerType === "touch") return;
      isDragging.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      select(event);
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      if (isDragging.current) select(event);
    },
    onPointerUp(event: PointerEvent<HTMLDivElement>) {
      if (event.pointerType === "touch") select(event);
      isDragging.current = false;
    },
    onPointerCancel() {
      isDragging.current = false;
    },
  };
}
