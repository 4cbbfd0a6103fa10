// The line, the requests and the finished work over time, for three receivers on one scale from seconds to days.
import type { Burst, BurstMoment } from "../../../../server/contract/burst.ts";
import { formatDuration } from "../../../timeline/time-format.ts";
import styles from "./burst.module.css";
import { endOf } from "./burst-tables.tsx";
import { count, receivers } from "./burst-words.ts";
import { createTimeAxis, type TimeAxis } from "./time-axis.ts";

const box = { width: 400, height: 200, left: 62, right: 16, top: 12, bottom: 30 };
const inner = { width: box.width - box.left - box.right, height: box.height - box.top - box.bottom };

const plots = [
  { title: "Waiting in line", pick: ({ waiting }: BurstMoment) => waiting },
  { title: "Requests so far", pick: ({ attempts }: BurstMoment) => attempts },
  { title: "Events done", pick: ({ done }: BurstMoment) => done },
] as const;

/** Only pictures; a table under them says the same. */
export function BurstPlots({ burst }: { burst: Burst }) {
  const axis = createTimeAxis(endOf(burst));
  return (
    <div aria-hidden="true">
      <div className={styles.plots}>
        {plots.map(({ title, pick }) => (
          <Plot key={title} title={title} pick={pick} burst={burst} axis={axis} />
        ))}
      </div>
      <ul className={styles.legend}>
        {receivers.map(({ key, name }) => (
          <li key={key}>
            <svg width="34" height="10" viewBox="0 0 34 10" aria-hidden="true">
              <path className={styles.curve} data-receiver={key} d="M1 5H33" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PlotProps {
  title: string;
  pick: (moment: BurstMoment) => number;
  burst: Burst;
  axis: TimeAxis;
}

function Plot({ title, pick, burst, axis }: PlotProps) {
  const values = receivers.flatMap(({ key }) => burst[key].moments.map(pick));
  const marks = niceMarks(Math.max(1, ...values));
  const top = marks.at(-1) ?? 1;
  const x = (ms: number) => box.left + axis.at(ms) * inner.width;
  const y = (value: number) => box.top + (1 - value / top) * inner.height;
  return (
    <figure className={styles.plot}>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
        {marks.map((mark) => (
          <g key={mark}>
            <path className={styles.grid} d={`M${box.left} ${y(mark)}h${inner.width}`} />
            <text className={styles.axis} x={box.left - 8} y={y(mark) + 4} textAnchor="end">
              {count(mark)}
            </text>
          </g>
        ))}
        {spaced(axis).map((ms) => (
          <text key={ms} className={styles.axis} x={x(ms)} y={box.height - 8} textAnchor="middle">
            {ms === 0 ? "0" : formatDuration(ms)}
          </text>
        ))}
        {receivers.map(({ key }) => (
          <path
            key={key}
            className={styles.curve}
            data-receiver={key}
            d={`${stairs(burst[key].moments, (moment) => [x(moment.atMs), y(pick(moment))])}H${box.width - box.right}`}
          />
        ))}
      </svg>
    </figure>
  );
}

/** What is counted stays as it is until the next moment. */
function stairs(moments: readonly BurstMoment[], place: (moment: BurstMoment) => readonly [number, number]) {
  return moments
    .map(place)
    .map(([x, y], index) =>
      index === 0 ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`,
    )
    .join("");
}

/** From 0 to the first round number above the largest value, in two to five steps. */
function niceMarks(largest: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(largest));
  const step =
    [0.5, 1, 2, 5].map((factor) => factor * magnitude).find((one) => largest / one <= 4) ?? largest;
  const wholeStep = Math.max(1, step);
  return Array.from({ length: Math.ceil(largest / wholeStep) + 1 }, (_, index) => index * wholeStep);
}

/** Names that would cover one another are left out. */
function spaced({ at, marksMs }: TimeAxis): number[] {
  const kept: number[] = [];
  for (const ms of marksMs.toReversed()) {
    const right = kept[0];
    if (right === undefined || at(right) - at(ms) > 0.13) kept.unshift(ms);
  }
  return kept;
}
