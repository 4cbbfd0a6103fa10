// The same text in a plain field, where Monaco cannot run: on touch, or when it failed to load.
import { type CSSProperties, type KeyboardEvent, useEffect, useId, useRef } from "react";
import type { CodeEditorProps } from "./code-editor-props.ts";
import styles from "./editor.module.css";
import type { LineMark } from "./store.ts";
import { useObservable } from "./use-observable.ts";

/** Height of a line and the space above the first, as the style sheet has them. */
const LINE_PX = 21;
const TOP_PX = 12;

export function PlainEditor({ store, label, mode, readOnly, onRun, onProve }: CodeEditorProps) {
  const { files, starter, active, target, revealed, problems, marks } = useObservable(store);
  const field = useRef<HTMLTextAreaElement>(null);
  const problemsId = useId();
  const marksId = useId();

  useEffect(() => {
    const element = field.current;
    if (!target || !element) return;
    const start = offsetOf(element.value, target.line, target.column ?? 1);
    element.focus();
    element.setSelectionRange(start, start);
  }, [target]);
  useEffect(() => {
    const element = field.current;
    if (!revealed || !element) return;
    const top = TOP_PX + (revealed.line - 1) * LINE_PX;
    const isSeen = top >= element.scrollTop && top + LINE_PX <= element.scrollTop + element.clientHeight;
    if (!isSeen) element.scrollTop = top - element.clientHeight / 2;
  }, [revealed]);

  const comparing = mode === "compare";
  const here = problems.filter(({ place }) => place.file === active);
  const marked = comparing ? [] : marks.filter(({ file }) => file === active);
  const descriptions = [here.length > 0 ? problemsId : "", marked.length > 0 ? marksId : ""];
  return (
    <div className={styles.surface}>
      <textarea
        ref={field}
        className={styles.plain}
        aria-label={comparing ? `Starter of ${active}` : `${label}: ${active}`}
        aria-describedby={descriptions.filter(Boolean).join(" ") || undefined}
        aria-invalid={here.length > 0}
        readOnly={readOnly || comparing}
        value={(comparing ? starter : files)[active] ?? ""}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        wrap="off"
        style={markedLines(marked)}
        onChange={(event) => store.edit(active, event.currentTarget.value)}
        onKeyDown={(event) => onShortcut(event, onRun, onProve)}
      />
      {marked.length > 0 && (
        <p id={marksId} className={styles.plainMarks}>
          {marksInWords(marked)}
        </p>
      )}
      {here.length > 0 && (
        <ul id={problemsId} className={styles.plainProblems}>
          {here.map(({ message, place }) => (
            <li key={`${place.line}:${message}`}>
              Line {place.line}: {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function onShortcut(event: KeyboardEvent, onRun?: () => void, onProve?: () => void) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  if (event.shiftKey) onProve?.();
  else onRun?.();
}

/** Bands of colour behind the text, which scroll with it: long lines do not wrap, so every line is as high as any. */
function markedLines(marks: readonly LineMark[]): CSSProperties | undefined {
  if (marks.length === 0) return undefined;
  const top = ({ line }: LineMark) => TOP_PX + (line - 1) * LINE_PX;
  return {
    backgroundImage: marks.map(({ tone, strength }) => band(tone, strength)).join(),
    backgroundPosition: marks.map((mark) => `0 ${top(mark)}px`).join(),
    backgroundSize: `100% ${LINE_PX}px`,
    backgroundRepeat: "no-repeat",
    backgroundAttachment: "local",
  };
}

function band(tone: LineMark["tone"], strength: LineMark["strength"]) {
  const name = tone === "step" ? "genuine" : tone;
  const edge = strength === "strong" ? 4 : 2;
  return `linear-gradient(90deg, var(--${name}) ${edge}px, var(--${name}-bg) ${edge}px)`;
}

function marksInWords(marks: readonly LineMark[]) {
  const lines = marks.map(({ line, strength }) => `${line}${strength === "strong" ? " (this step)" : ""}`);
  return `${lines.length === 1 ? "Marked line" : "Marked lines"}: ${lines.join(", ")}.`;
}

/** The offset of a place that counts from 1; past the end it is the end. */
function offsetOf(text: string, line: number, column: number): number {
  const before = text.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(start + column - 1, text.length);
}
