// How something depends on the pause between two questions: polling as a curve, webhooks as the line they are.
import { VisuallyHidden } from "../../../components/visually-hidden.tsx";
import { formatDuration } from "../../../timeline/time-format.ts";
import styles from "./mechanisms.module.css";

interface PausePlotProps {
  title: string;
  /** Polling, by its pause. */
  points: readonly { readonly pollSeconds: number; readonly value: number }[];
  webhook: number;
  /** The pause that is chosen. */
  current: number;
  /** Values that the scale names, where it reaches them. */
  marks: readonly number[];
  tell: (value: number) => string;
}

const box = { width: 400, height: 210, left: 62, right: 12, top: 14, bottom: 34 };
const X_MARKS = [1, 10, 60, 600, 3_600];

export function PausePlot({ title, points, webhook, current, marks, tell }: PausePlotProps) {
  const values = [...points.map(({ value }) => value), webhook];
  const y = logScale(values, [box.height - box.bottom, box.top]);
  const pauses = points.map(({ pollSeconds }) => pollSeconds);
  const x = logScale(pauses, [box.left, box.width - box.right]);
  const chosen = points.find(({ pollSeconds }) => pollSeconds === current);
  const line = points.map(({ pollSeconds, value }) => `${x.at(pollSeconds)},${y.at(value)}`).join(" ");
  return (
    <figure className={styles.plot}>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
        {marks.filter(y.reaches).map((mark) => (
          <g key={mark}>
            <line
              className={styles.grid}
              x1={box.left}
              x2={box.width - box.right}
              y1={y.at(mark)}
              y2={y.at(mark)}
            />
            <text className={styles.axis} x={box.left - 8} y={y.at(mark) + 4} textAnchor="end">
              {tell(mark)}
            </text>
          </g>
        ))}
        {X_MARKS.map((seconds) => (
          <text
            key={seconds}
            className={styles.axis}
            x={x.at(seconds)}
            y={box.height - 10}
            textAnchor="middle"
          >
            {formatDuration(seconds * 1_000)}
          </text>
        ))}
        <line
          className={styles.webhook}
          x1={box.left}
          x2={box.width - box.right}
          y1={y.at(webhook)}
          y2={y.at(webhook)}
        />
        <polyline className={styles.polling} points={line} />
        {chosen === undefined ? null : (
          <circle className={styles.chosen} cx={x.at(chosen.pollSeconds)} cy={y.at(chosen.value)} r="5" />
        )}
        <text className={styles.webhookName} x={box.width - box.right} y={y.at(webhook) - 6} textAnchor="end">
          webhook
        </text>
      </svg>
      <VisuallyHidden>
        {points
          .map(({ pollSeconds, value }) => `${formatDuration(pollSeconds * 1_000)}: ${tell(value)}`)
          .join("; ")}
        . Webhook: {tell(webhook)}.
      </VisuallyHidden>
    </figure>
  );
}

/** Room for the smallest and the largest value, and for ten times the smallest at least. */
function logScale(values: readonly number[], [from, to]: readonly [number, number]) {
  const positive = values.filter((value) => value > 0);
  const low = Math.log10(Math.min(...positive));
  const high = Math.max(Math.log10(Math.max(...positive)), low + 1);
  const part = (value: number) => (Math.log10(value) - low) / (high - low);
  return {
    at: (value: number) => from + Math.max(0, value > 0 ? part(value) : 0) * (to - from),
    reaches: (value: number) => part(value) >= 0 && part(value) <= 1,
  };
}
