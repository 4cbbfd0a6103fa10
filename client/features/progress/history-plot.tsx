// Graded answers one after the other: a dot for each, its range where it could not be told, and the middle of the last five.
import { useId } from "react";
import { Link } from "react-router";
import type { Attempt } from "../../../server/contract/progress.ts";
import { DataTable } from "../../components/data-table.tsx";
import { Disclosure } from "../../components/disclosure.tsx";
import { historyOf, type ShownAnswer, tellTrend, WINDOW } from "./history.ts";
import styles from "./plots.module.css";
import { day, moment } from "./when.ts";

const box = { width: 720, height: 210, left: 24, right: 14, top: 14, bottom: 30 };
const BANDS = [0, 1, 2, 3, 4, 5];
/** Two labels closer than this would run into each other. */
const LABEL_GAP = 84;

interface HistoryPlotProps {
  /** Oldest first, at least one. */
  attempts: readonly Attempt[];
  titleOf: (question: string) => string;
}

export function HistoryPlot({ attempts, titleOf }: HistoryPlotProps) {
  const captionId = useId();
  const shown = historyOf(attempts);
  return (
    <figure className={styles.figure} aria-labelledby={captionId}>
      <figcaption id={captionId}>{tellTrend(attempts)}</figcaption>
      <Picture shown={shown} />
      <p className={styles.key} aria-hidden="true">
        <i className={styles.keyDot} /> one answer
        <i className={styles.keyLine} /> median of the last {WINDOW}
      </p>
      <Disclosure summary="The same as a table">
        <DataTable
          caption="Graded answers, newest first"
          rows={shown.toReversed()}
          rowKey={({ number }) => number}
          columns={[
            {
              key: "question",
              header: "Question",
              isRowHeader: true,
              cell: ({ attempt }) => (
                <Link to={`/interview/${attempt.question}`}>{titleOf(attempt.question)}</Link>
              ),
            },
            { key: "band", header: "Band", kind: "figure", cell: ({ attempt }) => attempt.band },
            { key: "median", header: "Median", kind: "figure", cell: ({ median }) => median },
            { key: "when", header: "When", kind: "figure", cell: ({ attempt }) => moment(attempt.atMs) },
          ]}
        />
      </Disclosure>
    </figure>
  );
}

function Picture({ shown }: { shown: readonly ShownAnswer[] }) {
  const room = box.width - box.left - box.right - 24;
  const x = (index: number) => box.left + 12 + (shown.length === 1 ? 0 : (room * index) / (shown.length - 1));
  const y = (band: number) => box.height - box.bottom - ((box.height - box.top - box.bottom) * band) / 5;
  return (
    <svg viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
      {BANDS.map((band) => (
        <g key={band}>
          <line className={styles.grid} x1={box.left} x2={box.width - box.right} y1={y(band)} y2={y(band)} />
          <text className={styles.axis} x={box.left - 8} y={y(band) + 4} textAnchor="end">
            {band}
          </text>
        </g>
      ))}
      {labelled(shown, x).map(({ attempt, index }) => (
        <text key={attempt.atMs} className={styles.axis} x={x(index)} y={box.height - 8}>
          {day(attempt.atMs)}
        </text>
      ))}
      <polyline
        className={styles.median}
        points={shown.map(({ median }, index) => `${x(index)},${y(median)}`).join(" ")}
      />
      {shown.map(({ attempt: { band, bandRange }, number }, index) => (
        <g key={number}>
          {bandRange[0] === bandRange[1] ? null : (
            <line
              className={styles.range}
              x1={x(index)}
              x2={x(index)}
              y1={y(bandRange[0])}
              y2={y(bandRange[1])}
            />
          )}
          <circle className={styles.dot} cx={x(index)} cy={y(band)} r="4.5" />
        </g>
      ))}
    </svg>
  );
}

/** The first answers of days, as many as have room for their date. */
function labelled(shown: readonly ShownAnswer[], x: (index: number) => number) {
  let freeFrom = 0;
  return shown.flatMap(({ attempt, isNewDay }, index) => {
    const isShown = (isNewDay || index === 0) && x(index) >= freeFrom && x(index) < box.width - 50;
    if (!isShown) return [];
    freeFrom = x(index) + LABEL_GAP;
    return [{ attempt, index }];
  });
}
