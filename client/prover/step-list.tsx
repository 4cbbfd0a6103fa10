// A counterexample in steps: when, who, what, and the line of code; the one that is shown, and the way to the others.
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { EntryOf, HistoryEntry } from "../../server/contract/history.ts";
import type { ProofStep } from "../../server/contract/proof.ts";
import { Glyph, type Tone } from "../components/glyph.tsx";
import { HollowMark, Mark, type MarkKind } from "../timeline/marks.tsx";
import { formatDuration } from "../timeline/time-format.ts";
import styles from "./evidence.module.css";
import type { Scene } from "./scene.ts";

interface StepListProps {
  scene: Scene & { readonly steps: readonly ProofStep[] };
  seq: number | null;
  onStep: (seq: number) => void;
}

export function StepList({ scene, seq, onStep }: StepListProps) {
  const { steps, history, files } = scene;
  const list = useRef<HTMLOListElement>(null);
  const current = steps.findIndex((step) => step.seq === seq);
  useEffect(() => keepInSight(list.current?.parentElement, list.current?.children[current]), [current]);
  const go = (index: number) => {
    const step = steps[index];
    if (!step) return;
    onStep(step.seq);
    list.current?.children[index]?.querySelector("button")?.focus();
  };
  return (
    <ol
      ref={list}
      className={styles.steps}
      aria-label="Steps"
      onKeyDown={(event) => onKey(event, go, current, steps)}
    >
      {steps.map((step, index) => (
        <li key={`${step.seq} ${step.what}`}>
          <button
            type="button"
            className={styles.step}
            aria-current={index === current ? "step" : undefined}
            tabIndex={index === Math.max(0, current) ? 0 : -1}
            onClick={() => onStep(step.seq)}
          >
            <time>{formatDuration(step.atMs)}</time>
            <StepMark step={step} history={history} />
            <span className={styles.what}>
              <What step={step} isShort={index === current && step.place !== undefined} />
              {index === current && step.place && (
                <CodeLine place={step.place} text={lineOf(files, step.place)} />
              )}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Scrolls the list's own box, and never the page. */
function keepInSight(box: Element | null | undefined, item: Element | undefined): void {
  if (!box || !item || box.scrollHeight <= box.clientHeight) return;
  const [frame, place] = [box.getBoundingClientRect(), item.getBoundingClientRect()];
  if (place.top < frame.top) box.scrollTop -= frame.top - place.top;
  else if (place.bottom > frame.bottom) box.scrollTop += place.bottom - frame.bottom;
}

/** As it is read aloud. */
export function stepInWords({ actor, what }: ProofStep): string {
  // A sentence of its own needs nobody to say it.
  if (/^[A-Z][a-z]/.test(what)) return what;
  return actor === "shop" ? `The shop: ${what}` : `The ${actor} ${what}`;
}

/**
 * A shop call is code, and what it came to stands after an arrow; everybody else does something.
 * @param isShort where the line of code stands below.
 */
function What({ step: { actor, what }, isShort }: { step: ProofStep; isShort: boolean }) {
  const arrow = actor === "shop" ? what.indexOf(" → ") : -1;
  if (arrow === -1) {
    return (
      <>
        <span className={styles.actor}>{actor}</span> {what}
      </>
    );
  }
  return (
    <>
      <span className={styles.actor}>shop</span> {what.slice(arrow + 3)}
      {!isShort && <code className={styles.call}>{what.slice(0, arrow)}</code>}
    </>
  );
}

type Place = NonNullable<ProofStep["place"]>;

function CodeLine({ place, text }: { place: Place; text: string }) {
  return (
    <span className={styles.line}>
      <span className={styles.where}>
        {place.file}:{place.line}
      </span>
      <code>{text}</code>
    </span>
  );
}

function lineOf(files: Scene["files"], { file, line }: Place): string {
  return files[file]?.split("\n")[line - 1]?.trim() ?? "";
}

function onKey(
  event: KeyboardEvent,
  go: (index: number) => void,
  current: number,
  steps: readonly ProofStep[],
): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const targets: Record<string, number> = {
    ArrowDown: current + 1,
    ArrowRight: current + 1,
    ArrowUp: Math.max(0, current - 1),
    ArrowLeft: Math.max(0, current - 1),
    Home: 0,
    End: steps.length - 1,
  };
  const target = targets[event.key];
  if (target === undefined) return;
  event.preventDefault();
  go(target);
}

/** The shape that the step has on the timeline, or else one for whose step it was. */
function StepMark({ step, history }: { step: ProofStep; history: readonly HistoryEntry[] }) {
  const entry = history.find(({ seq }) => seq === step.seq);
  const kind = entry && markOf(entry, history);
  if (kind === undefined) return <Glyph tone={actorTones[step.actor]} size={11} />;
  return (
    <svg width="15" height="15" viewBox="-8 -8 16 16" aria-hidden="true">
      {kind === "call" ? <HollowMark /> : <Mark kind={kind} />}
    </svg>
  );
}

const actorTones: Record<ProofStep["actor"], Tone> = {
  provider: "genuine",
  attacker: "hostile",
  network: "time",
  receiver: "neutral",
  shop: "neutral",
  clock: "time",
};

function markOf(entry: HistoryEntry, history: readonly HistoryEntry[]): MarkKind | "call" | undefined {
  switch (entry.kind) {
    case "attempt-started":
      return entry.origin;
    case "shop-called":
    case "shop-answered":
      return "call";
    case "effect":
      if (entry.repeat > 0) return "again";
      return causeOf(entry, history)?.origin === "hostile" ? "forged" : "effect";
    case "receiver-ended":
      return "crash";
    default:
      return undefined;
  }
}

function causeOf({ attemptId }: EntryOf<"effect">, history: readonly HistoryEntry[]) {
  return history.find(
    (one): one is EntryOf<"attempt-started"> => one.kind === "attempt-started" && one.attemptId === attemptId,
  );
}
