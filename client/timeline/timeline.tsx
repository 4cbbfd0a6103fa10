// The picture of a history, its stepping and playing, and the same history as a table.
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { History, HistoryEntry } from "../../server/contract/history.ts";
import { classNames } from "../components/class-names.ts";
import { LiveRegion } from "../components/live-region.tsx";
import { Segmented } from "../components/segmented.tsx";
import { EmptyState } from "../components/states.tsx";
import { Controls } from "./controls.tsx";
import { Legend } from "./legend.tsx";
import { type Reading, readHistory } from "./reading.ts";
import { chosenSteps, findSteps, type Move, move, type Steps, stepNumber } from "./steps.ts";
import { formatDuration } from "./time-format.ts";
import styles from "./timeline.module.css";
import { type TimelineFlag, TimelinePicture } from "./timeline-picture.tsx";
import { TimelineTable } from "./timeline-table.tsx";
import { usePlayback } from "./use-playback.ts";
import { sentence } from "./words.ts";

export interface TimelineProps {
  entries: History;
  /** The sequence number of the entry that is shown; null before any was chosen. */
  selection: number | null;
  onSelect: (seq: number) => void;
  title?: ReactNode;
  /** Tells the history by these entries alone, each in words of its own, which stand in a list beside the picture. */
  steps?: readonly { readonly seq: number; readonly what: string }[] | undefined;
  /** Marks an entry for good, such as the one where two histories part. */
  flag?: TimelineFlag | null | undefined;
  /** Whatever is to be told about the chosen entry, below the picture. */
  renderDetail?: ((entry: HistoryEntry) => ReactNode) | undefined;
  /** Instead of "Nothing has happened yet. Send an event." */
  empty?: ReactNode;
  className?: string | undefined;
}

export type { TimelineFlag } from "./timeline-picture.tsx";

type View = "timeline" | "table";

export function Timeline(props: TimelineProps) {
  const { entries, selection, onSelect, title, flag, renderDetail, empty } = props;
  const [view, setView] = useState<View>("timeline");
  const reading = useMemo(() => readHistory(entries), [entries]);
  const steps = useMemo(() => stepsOf(reading, props.steps), [reading, props.steps]);
  const current = useMemo(() => entries.find(({ seq }) => seq === selection) ?? null, [entries, selection]);
  const playback = usePlayback(steps, selection, onSelect);
  const number = stepNumber(steps, selection);
  const given = props.steps?.find(({ seq }) => seq === selection)?.what;
  const told = given ?? (current === null ? "" : sentence(current, reading));
  const position = number === 0 ? `${steps.seqs.length} steps` : `Step ${number} of ${steps.seqs.length}`;
  const slider = useRef<HTMLDivElement>(null);
  const news = useNews(current === null ? "" : `${position}. ${told}`, slider);

  const go = useCallback(
    (by: Move) => {
      playback.pause();
      const seq = move(steps, selection, by);
      if (seq !== null) onSelect(seq);
    },
    [playback.pause, steps, selection, onSelect],
  );

  if (entries.length === 0) {
    return <EmptyState title="Nothing has happened yet.">{empty ?? "Send an event."}</EmptyState>;
  }
  return (
    <section className={classNames(styles.timeline, props.className)} aria-label="Timeline">
      <div className={styles.bar}>
        {title === undefined ? null : <strong className={styles.title}>{title}</strong>}
        <Controls position={position} isPlaying={playback.isPlaying} onMove={go} onPlay={playback.toggle} />
        <Legend reading={reading} />
        <Segmented label="Show as" size="sm" options={views} value={view} onChange={setView} />
      </div>
      {view === "timeline" ? (
        <TimelinePicture
          slider={slider}
          reading={reading}
          steps={steps}
          selection={selection}
          flag={flag ?? null}
          isPlaying={playback.isPlaying}
          valueText={told === "" ? position : `${position}. ${told}`}
          onSelect={(seq) => {
            playback.pause();
            onSelect(seq);
          }}
          onKeyDown={(event) => onKey(event, go, playback.toggle)}
        />
      ) : (
        <TimelineTable reading={reading} selection={selection} onSelect={onSelect} />
      )}
      {current === null || props.steps !== undefined ? null : (
        <p className={styles.sentence}>
          <span className={styles.when}>{formatDuration(current.atMs)}</span>
          {told}
        </p>
      )}
      <LiveRegion message={news} />
      {current === null || renderDetail === undefined ? null : renderDetail(current)}
    </section>
  );
}

function stepsOf(reading: Reading, chosen: TimelineProps["steps"]): Steps {
  if (chosen === undefined) return findSteps(reading);
  return chosenSteps(
    reading,
    chosen.map(({ seq }) => seq),
  );
}

/** What nobody else says of a new place: a slider that has the focus says its own. */
function useNews(told: string, slider: RefObject<HTMLElement | null>): string {
  const [news, setNews] = useState(told);
  useEffect(() => {
    const isSaid = slider.current !== null && slider.current === document.activeElement;
    setNews(isSaid ? "" : told);
  }, [told, slider]);
  return news;
}

const views = [
  { value: "timeline", label: "Timeline" },
  { value: "table", label: "Table" },
] as const;

const keys: Record<string, Move> = { ArrowRight: "next", ArrowLeft: "previous", Home: "first", End: "last" };
const shiftKeys: Record<string, Move> = { ArrowRight: "next-attempt", ArrowLeft: "previous-attempt" };

function onKey(event: KeyboardEvent, go: (by: Move) => void, togglePlay: () => void) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const by = (event.shiftKey ? shiftKeys : keys)[event.key];
  if (by !== undefined) go(by);
  else if (event.key === " ") togglePlay();
  else return;
  event.preventDefault();
}
