// The drawing itself: lanes, breaks, outages, attempts, shop calls, effects, ends and labels. Only what is in sight.
import { memo } from "react";
import { AttemptShape } from "./attempt-shape.tsx";
import { BAR_PX, ROW_PX } from "./geometry.ts";
import type { TimelineLayout } from "./layout.ts";
import { HollowMark, Mark } from "./marks.tsx";
import styles from "./picture.module.css";
import { markOf } from "./reading.ts";
import type { Viewport } from "./use-viewport.ts";

interface PictureBodyProps {
  layout: TimelineLayout;
  viewport: Viewport;
  selection: number | null;
}

export const PictureBody = memo(function PictureBody({ layout, viewport, selection }: PictureBodyProps) {
  const { widthPx, heightPx } = layout;
  return (
    <svg
      width={widthPx}
      height={heightPx}
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      className={styles.svg}
      aria-hidden="true"
    >
      <defs>
        <pattern
          id="outage-hatch"
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0V7" className={styles.hatch} />
        </pattern>
      </defs>
      <Ground layout={layout} viewport={viewport} />
      <Highlight layout={layout} selection={selection} />
      <ShopCalls layout={layout} viewport={viewport} />
      {layout.attempts
        .filter(({ x1, x2, workEndX }) => isSeen(viewport, x1, Math.max(x2 ?? widthPx, workEndX)))
        .map((attempt) => (
          <AttemptShape key={attempt.start.seq} attempt={attempt} layout={layout} />
        ))}
      <Retries layout={layout} viewport={viewport} />
      <Starts layout={layout} viewport={viewport} />
      <Effects layout={layout} viewport={viewport} />
      <Ends layout={layout} viewport={viewport} />
      <Labels layout={layout} viewport={viewport} />
    </svg>
  );
});

interface PartProps {
  layout: TimelineLayout;
  viewport: Viewport;
}

function isSeen({ fromX, toX }: Viewport, x1: number, x2 = x1) {
  return x2 >= fromX && x1 <= toX;
}

function Ground({ layout, viewport }: PartProps) {
  const { lanes, breaks, outages, widthPx, networkY, shopY, timeY, providerY } = layout;
  const bottom = timeY - ROW_PX + 2;
  return (
    <>
      {lanes.map(({ key, y }) => (
        <path key={key} d={`M0 ${y}H${widthPx}`} className={styles.lane} />
      ))}
      {breaks
        .filter(({ x1, x2 }) => isSeen(viewport, x1, x2))
        .map(({ x1, x2, fromMs }) => {
          const inset = Math.min(14, (x2 - x1) / 4);
          return (
            <g key={fromMs} className={styles.pause}>
              <rect
                x={x1 + inset}
                y={providerY - 16}
                width={x2 - x1 - 2 * inset}
                height={bottom - providerY + 16}
                rx="5"
              />
              {lanes.map(({ key, y }) => (
                <path key={key} d={`M${x1 + inset} ${y}H${x2 - inset}`} />
              ))}
            </g>
          );
        })}
      {outages
        .filter(({ x1, x2 }) => isSeen(viewport, x1, x2))
        .map(({ key, x1, x2 }) => (
          <g key={key} className={styles.outage}>
            <rect
              x={x1}
              y={networkY + 12}
              width={Math.max(2, x2 - x1)}
              height={shopY - networkY - 30}
              rx="6"
            />
            <rect
              x={x1}
              y={networkY + 12}
              width={Math.max(2, x2 - x1)}
              height={shopY - networkY - 30}
              rx="6"
              fill="url(#outage-hatch)"
            />
          </g>
        ))}
    </>
  );
}

/** The column of the chosen step, tinted by what it is. */
function Highlight({ layout, selection }: { layout: TimelineLayout; selection: number | null }) {
  const index = layout.reading.history.findIndex(({ seq }) => seq === selection);
  const entry = layout.reading.history[index];
  const x = layout.scale.xs[index];
  if (entry === undefined || x === undefined) return null;
  const isBad =
    (entry.kind === "effect" && entry.repeat > 0) ||
    (entry.kind === "attempt-started" && entry.origin === "hostile");
  return (
    <rect
      x={x - 13}
      y={14}
      width={26}
      height={layout.timeY - 24}
      rx="7"
      className={isBad ? styles.highlightBad : styles.highlight}
    />
  );
}

/** A call without an effect ends in a hollow mark; one with effects leads to them, later if they take time. */
function ShopCalls({ layout, viewport }: PartProps) {
  const { reading, scale, shopY } = layout;
  const wrong = new Set(
    reading.effects.filter((mark) => markOf(mark) !== "effect").map(({ index }) => index),
  );
  return reading.calls.map(({ call, index, answer, effects }) => {
    const x = scale.xs[index] ?? 0;
    const endX = scale.xs[effects.at(-1) ?? index] ?? x;
    if (!isSeen(viewport, x, endX)) return null;
    const fromY = layout.laneYOf(call.attemptId) + BAR_PX / 2;
    if (effects.length === 0) {
      return (
        <g key={call.seq}>
          <path d={`M${x} ${fromY}V${shopY}`} className={styles.callLine} />
          <HollowMark x={x} y={shopY} refused={answer !== null && !answer.ok} />
        </g>
      );
    }
    return effects.map((at) => (
      <path
        key={at}
        d={`M${x} ${fromY}L${scale.xs[at] ?? x} ${shopY}`}
        className={wrong.has(at) ? styles.againLine : styles.effectLine}
      />
    ));
  });
}

/** The provider waits along its own lane until the next attempt is due. */
function Retries({ layout, viewport }: PartProps) {
  const { reading, scale, providerY } = layout;
  return reading.retries.map(({ entry, index }) => {
    const x1 = scale.xs[index] ?? 0;
    const x2 = scale.xAt(entry.dueMs);
    return isSeen(viewport, x1, x2) ? (
      <path key={entry.seq} d={`M${x1 + 8} ${providerY}H${x2 - 8}`} className={styles.retry} />
    ) : null;
  });
}

function Starts({ layout, viewport }: PartProps) {
  const y = layout.laneYOf(null);
  return layout.reading.starts.map(({ entry, index }) => {
    const x = layout.scale.xs[index] ?? 0;
    return isSeen(viewport, x) ? (
      <path key={entry.seq} d={`M${x} ${y - 6}V${y + 6}`} className={styles.start} />
    ) : null;
  });
}

function Effects({ layout, viewport }: PartProps) {
  const { reading, scale, shopY } = layout;
  return reading.effects.map((mark) => {
    const x = scale.xs[mark.index] ?? 0;
    return isSeen(viewport, x) ? <Mark key={mark.index} kind={markOf(mark)} x={x} y={shopY} /> : null;
  });
}

function Ends({ layout, viewport }: PartProps) {
  const { reading, scale, lanes } = layout;
  const ys = lanes.filter(({ key }) => key.startsWith("receiver")).map(({ y }) => y);
  const top = Math.min(...ys);
  return reading.ends.map(({ entry, index }) => {
    const x = scale.xs[index] ?? 0;
    if (!isSeen(viewport, x) || entry.outcome.kind === "stopped") return null;
    return (
      <g key={entry.seq}>
        <path d={`M${x} ${top - 10}V${Math.max(...ys) + 12}`} className={styles.endLine} />
        {ys.map((y) => (
          <Mark key={y} kind="crash" x={x} y={y} />
        ))}
      </g>
    );
  });
}

function Labels({ layout, viewport }: PartProps) {
  return layout.labels
    .filter(({ left, widthPx }) => isSeen(viewport, left, left + widthPx))
    .map(({ key, text, tone, band, x, left, row, y, fromY }) => (
      <g key={key}>
        {row === 0 ? null : (
          <path d={`M${x} ${fromY}V${band === "shop" ? y - 10 : y + 4}`} className={styles.leader} />
        )}
        <text x={left} y={y} className={styles[tone]} data-band={band}>
          {text}
        </text>
      </g>
    ));
}
