// The attempts of every provider on one scale of time, with the receiver's downtime behind them.
import type { RetryAttempt, RetryLife } from "../../../../server/contract/retry-life.ts";
import { Badge } from "../../../components/badge.tsx";
import { formatDuration } from "../../../timeline/time-format.ts";
import styles from "./retry-life.module.css";
import { fateWords, tellEnd, tellTime } from "./retry-words.ts";
import { formatHours, percent, type TimeAxis } from "./time-axis.ts";

const LANE_PX = 44;
const MIDDLE_PX = LANE_PX / 2;
/** Marks that stand closer than this part of the scale are drawn one above the other. */
const TOO_CLOSE = 0.024;

interface RetryLanesProps {
  lives: readonly RetryLife[];
  axis: TimeAxis;
  /** Virtual ms from the event to the moment at which the receiver is up again; 0 when it was up all the time. */
  upMs: number;
}

/** Only a picture; the table under it says the same. */
export function RetryLanes({ lives, axis, upMs }: RetryLanesProps) {
  return (
    <div className={styles.lanes} aria-hidden="true">
      <p className={styles.down}>
        {upMs === 0 ? "the receiver is up all the time" : `receiver down · ${formatHours(upMs)}`}
      </p>
      {lives.map((life) => (
        <Lane key={life.profile} life={life} axis={axis} upMs={upMs} />
      ))}
      <svg className={styles.scale} height="22" aria-hidden="true">
        {axis.marksMs.map((ms) => (
          <text key={ms} x={percent(axis.at(ms))} y="14" textAnchor={ms === 0 ? "start" : "middle"}>
            {ms === 0 ? "event" : formatDuration(ms)}
          </text>
        ))}
      </svg>
    </div>
  );
}

function Lane({ life, axis, upMs }: { life: RetryLife; axis: TimeAxis; upMs: number }) {
  const { attempts, end, example, title } = life;
  const last = attempts.at(-1)?.atMs ?? 0;
  return (
    <div className={styles.row}>
      <div className={styles.name}>
        {title}
        {example === null ? null : <Badge tone="time">example</Badge>}
      </div>
      <div className={styles.end} data-end={end.kind}>
        {tellEnd(life)}
      </div>
      <svg className={styles.lane} height={LANE_PX} aria-hidden="true">
        {axis.marksMs.map((ms) => (
          <line key={ms} className={styles.grid} {...upright(percent(axis.at(ms)), 0, LANE_PX)} />
        ))}
        {upMs === 0 ? null : (
          <>
            <rect className={styles.downtime} width={percent(axis.at(upMs))} height={LANE_PX} />
            <line className={styles.up} {...upright(percent(axis.at(upMs)), 0, LANE_PX)} />
          </>
        )}
        <line className={styles.base} x1="0" x2={percent(axis.at(last))} y1={MIDDLE_PX} y2={MIDDLE_PX} />
        {placed(attempts, axis).map(({ attempt, share, y }) => (
          <svg key={attempt.number} x={percent(share)} y={y} overflow="visible" aria-hidden="true">
            <title>{`Attempt ${attempt.number}, ${tellTime(attempt.atMs, example !== null)} after the event: ${fateWords[attempt.fate]}`}</title>
            <FateMark fate={attempt.fate} isExample={example !== null} />
          </svg>
        ))}
        {end.kind === "dead-letter" ? (
          <svg x={percent(axis.at(end.atMs))} y={MIDDLE_PX} overflow="visible" aria-hidden="true">
            <path className={styles.deadLetter} d="M10 -9V9" />
          </svg>
        ) : null}
      </svg>
    </div>
  );
}

const upright = (x: string, y1: number, y2: number) => ({ x1: x, x2: x, y1, y2 });

/** Attempts that would cover one another stand one above the other, at the same time. */
function placed(attempts: readonly RetryAttempt[], axis: TimeAxis) {
  const shares = attempts.map(({ atMs }) => axis.at(atMs));
  const isClose = (one: number, other: number) =>
    Math.abs((shares[one] ?? Infinity) - (shares[other] ?? -Infinity)) < TOO_CLOSE;
  return attempts.map((attempt, index) => {
    const shift = isClose(index, index - 1) ? 8 : isClose(index, index + 1) ? -8 : 0;
    return { attempt, share: shares[index] ?? 0, y: MIDDLE_PX + shift };
  });
}

/** Drawn around the origin; each fate differs by form as well as by colour. */
export function FateMark({ fate, isExample = false }: { fate: RetryAttempt["fate"]; isExample?: boolean }) {
  switch (fate) {
    case "failed":
      return (
        <g className={styles.failed} data-example={isExample || undefined}>
          <circle r="5" />
          <path d="M-2.2 -2.2 2.2 2.2M2.2 -2.2 -2.2 2.2" />
        </g>
      );
    case "delivered":
      return <path className={styles.delivered} d="M0 -7.4 7.4 0 0 7.4 -7.4 0z" />;
    case "believed":
      return (
        <path
          className={styles.believed}
          fillRule="evenodd"
          d="M0 -8 8 0 0 8 -8 0zM0 -3.6 -3.6 0 0 3.6 3.6 0z"
        />
      );
    case "refused-for-good":
      return (
        <path className={styles.believed} fillRule="evenodd" d="M-6 -6H6V6H-6zM-3.6 -1.4V1.4H3.6V-1.4z" />
      );
    case "not-made":
      return <circle className={styles.notMade} r="2.6" />;
  }
}
