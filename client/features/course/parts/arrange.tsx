// Stages to be put in order, by buttons or by the arrow keys; what stands too early is told with what goes wrong then.
import { type KeyboardEvent, useRef, useState } from "react";
import { type ArrangedLine, firstTooEarly, scramble } from "../../../../content/schema/arrangement.ts";
import { Button } from "../../../components/button.tsx";
import { Callout } from "../../../components/callout.tsx";
import { Card } from "../../../components/card.tsx";
import { LiveRegion } from "../../../components/live-region.tsx";
import { Prose } from "../../../components/prose.tsx";
import { milestoneKey } from "../completion.ts";
import { pick, useLesson } from "../lesson-context.ts";
import styles from "./arrange.module.css";

type Checked = { readonly isRight: true } | { readonly isRight: false; readonly line: ArrangedLine };

export function Arrange({ id }: { id: string }) {
  const { lesson, milestones } = useLesson();
  const { question, lines: right, done } = pick(lesson.arrangements, id);
  const key = milestoneKey.arrangement(lesson.id, id);
  const isKept = milestones.reached(key);
  const [lines, setLines] = useState(() => (isKept ? [...right] : scramble(right)));
  const [checked, setChecked] = useState<Checked | null>(isKept ? { isRight: true } : null);
  const [news, setNews] = useState("");
  const list = useRef<HTMLOListElement>(null);

  const move = (from: number, by: -1 | 1) => {
    const to = from + by;
    const line = lines[from];
    if (line === undefined || to < 0 || to >= lines.length) return;
    const rest = lines.filter((_one, index) => index !== from);
    setLines([...rest.slice(0, to), line, ...rest.slice(to)]);
    setChecked(null);
    setNews(`${line.text}: place ${to + 1} of ${lines.length}`);
    // The line that was moved keeps the focus, on the same of its buttons.
    const name = by < 0 ? "up" : "down";
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-line="${line.id}"] [data-move="${name}"]`)?.focus(),
    );
  };
  const check = () => {
    const line = firstTooEarly(lines);
    setChecked(line === null ? { isRight: true } : { isRight: false, line });
    if (line === null && !isKept) milestones.save(key);
  };
  return (
    <Card className={styles.card}>
      <p className={styles.question} id={`arrange-${id}`}>
        {question}
      </p>
      <ol ref={list} className={styles.lines} aria-labelledby={`arrange-${id}`}>
        {lines.map((line, index) => (
          <li
            key={line.id}
            data-line={line.id}
            data-early={(checked?.isRight === false && checked.line.id === line.id) || undefined}
          >
            <span className={styles.text}>
              <Prose>{line.text}</Prose>
            </span>
            <Moves index={index} last={lines.length - 1} text={line.text} onMove={move} />
          </li>
        ))}
      </ol>
      <Button onClick={check}>Check the order</Button>
      <LiveRegion message={news} />
      <div aria-live="polite">
        {checked === null ? null : (
          <Callout
            tone={checked.isRight ? "effect" : "time"}
            title={checked.isRight ? "That is it" : "One comes too early"}
            className={styles.feedback}
          >
            <p>
              <Prose>
                {checked.isRight ? done : `${checked.line.text.replace(/\.$/, "")}: ${checked.line.why}`}
              </Prose>
            </p>
          </Callout>
        )}
      </div>
    </Card>
  );
}

interface MovesProps {
  index: number;
  last: number;
  text: string;
  onMove(from: number, by: -1 | 1): void;
}

function Moves({ index, last, text, onMove }: MovesProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    onMove(index, event.key === "ArrowUp" ? -1 : 1);
  };
  // Both stay focusable at the ends, so that the focus is never lost.
  return (
    <span className={styles.moves}>
      <Button
        size="sm"
        variant="quiet"
        data-move="up"
        aria-label={`Up: ${text}`}
        aria-disabled={index === 0}
        onClick={() => onMove(index, -1)}
        onKeyDown={onKeyDown}
      >
        ↑
      </Button>
      <Button
        size="sm"
        variant="quiet"
        data-move="down"
        aria-label={`Down: ${text}`}
        aria-disabled={index === last}
        onClick={() => onMove(index, 1)}
        onKeyDown={onKeyDown}
      >
        ↓
      </Button>
    </span>
  );
}
