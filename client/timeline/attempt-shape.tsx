// One request's way: from its sender through the network to the receiver's work, and what came back.

import { BAR_PX } from "./geometry.ts";
import type { PlacedAttempt, TimelineLayout } from "./layout.ts";
import { LostMark, Mark } from "./marks.tsx";
import styles from "./picture.module.css";

interface AttemptShapeProps {
  attempt: PlacedAttempt;
  layout: TimelineLayout;
}

export function AttemptShape({ attempt, layout }: AttemptShapeProps) {
  const { start, laneY, x1, workEndX } = attempt;
  const { providerY, networkY } = layout;
  // Nobody but the provider sends from the provider's lane.
  const fromY = start.origin === "genuine" ? providerY : networkY;
  return (
    <g data-origin={start.origin} className={styles.attempt}>
      {laneY === null ? null : (
        <>
          <path d={`M${x1} ${fromY}V${laneY - BAR_PX / 2}`} className={styles.way} />
          <rect
            x={x1}
            y={laneY - BAR_PX / 2}
            width={Math.max(6, workEndX - x1)}
            height={BAR_PX}
            rx={Math.min(BAR_PX, Math.max(6, workEndX - x1)) / 2}
            className={styles.work}
            data-open={attempt.finish === null || undefined}
          />
        </>
      )}
      <Reply attempt={attempt} fromY={fromY} networkY={networkY} />
      <Mark kind={start.origin} x={x1} y={fromY} />
    </g>
  );
}

interface ReplyProps {
  attempt: PlacedAttempt;
  fromY: number;
  networkY: number;
}

/** An answer goes back to the sender; whatever went wrong ends in the network. */
function Reply({ attempt, fromY, networkY }: ReplyProps) {
  const { finish, laneY, x1, x2, workEndX } = attempt;
  if (finish === null || x2 === null) return null;
  const barTop = (laneY ?? networkY) - BAR_PX / 2;
  switch (finish.outcome.kind) {
    case "responded": {
      const ok = finish.outcome.response.status < 300;
      return (
        <>
          <path d={`M${x2} ${barTop}V${fromY + 5}`} className={styles.reply} data-ok={ok} />
          <path
            d={`M${x2 - 4} ${fromY + 7}L${x2} ${fromY + 1}L${x2 + 4} ${fromY + 7}`}
            className={styles.arrow}
            data-ok={ok}
          />
        </>
      );
    }
    case "reply-lost":
    case "connection-lost": {
      // A connection that is cut ends where the receiver did.
      const cutX = attempt.cutIndex === null ? x2 : workEndX;
      return (
        <>
          <path d={`M${cutX} ${barTop}L${x2} ${networkY + 6}`} className={styles.replyLost} />
          <LostMark x={x2} y={networkY} kind="lost" />
        </>
      );
    }
    case "timed-out":
      return (
        <>
          <path d={`M${x1} ${networkY}H${x2}`} className={styles.waiting} />
          <path d={`M${x2} ${fromY}V${networkY - 6}`} className={styles.replyLost} />
          <LostMark x={x2} y={networkY} kind="timeout" />
        </>
      );
    case "connection-refused":
      return (
        <>
          <path d={`M${x1} ${fromY}V${networkY - 6}`} className={styles.way} />
          {x2 > x1 ? <path d={`M${x1} ${networkY}H${x2}`} className={styles.waiting} /> : null}
          <LostMark x={x1} y={networkY} kind="refused" />
        </>
      );
  }
}
