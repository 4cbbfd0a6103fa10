// Every delivery with its state, its attempts and when the next one is due; any of them can be sent again.
import type { DeliveryView } from "../../server/contract/session.ts";
import { Badge } from "../components/badge.tsx";
import { Button } from "../components/button.tsx";
import type { Tone } from "../components/glyph.tsx";
import { EmptyState } from "../components/states.tsx";
import { formatDuration } from "../timeline/time-format.ts";
import { type AttemptView, outcomeOf } from "./attempts.ts";
import styles from "./panels.module.css";
import { useWorkbench } from "./use-workbench.ts";
import { plural } from "./words.ts";

const states: Record<DeliveryView["state"], { label: string; tone: Tone }> = {
  waiting: { label: "waiting", tone: "time" },
  "in-flight": { label: "in flight", tone: "genuine" },
  delivered: { label: "delivered", tone: "effect" },
  "dead-letter": { label: "dead letter", tone: "crash" },
};

export function DeliveriesPanel() {
  const { view } = useWorkbench();
  const deliveries = view.live?.deliveries ?? [];
  if (deliveries.length === 0) {
    return (
      <EmptyState title="No deliveries yet">
        A genuine event makes one. It stays here with all its attempts until the handler answers 2xx.
      </EmptyState>
    );
  }
  return (
    <ul className={styles.deliveries}>
      {deliveries.map((delivery) => (
        <Delivery key={delivery.deliveryId} delivery={delivery} />
      ))}
    </ul>
  );
}

function Delivery({ delivery }: { delivery: DeliveryView }) {
  const { bench, view } = useWorkbench();
  const { deliveryId, eventId, eventType, state, attempts, nextAttemptAtMs } = delivery;
  const sent = view.attempts.filter((attempt) => attempt.deliveryId === deliveryId);
  const nowMs = view.live?.nowMs ?? 0;
  return (
    <li className={styles.delivery}>
      <div className={styles.deliveryHead}>
        <div>
          <strong>{eventType}</strong>
          <code className={styles.soft}>{eventId}</code>
        </div>
        <Badge tone={states[state].tone}>{states[state].label}</Badge>
      </div>
      <p className={styles.soft}>
        {plural(attempts, "attempt")}
        {nextAttemptAtMs !== null &&
          `, the next one in ${formatDuration(Math.max(0, nextAttemptAtMs - nowMs))}`}
      </p>
      <ol className={styles.attempts}>
        {sent.map((attempt) => (
          <Attempt key={attempt.attemptId} attempt={attempt} />
        ))}
      </ol>
      <Button size="sm" onClick={() => bench.act({ kind: "redeliver", deliveryId })}>
        Redeliver
      </Button>
    </li>
  );
}

function Attempt({ attempt }: { attempt: AttemptView }) {
  const { bench, view } = useWorkbench();
  return (
    <li>
      <button
        type="button"
        className={styles.entry}
        aria-pressed={view.selected?.attemptId === attempt.attemptId}
        onClick={() => bench.select(attempt.seq)}
      >
        <span>
          {attempt.trigger === "redelivery" ? "redelivery" : attempt.number}: {outcomeOf(attempt)}
        </span>
        <time>+{formatDuration(attempt.atMs)}</time>
      </button>
    </li>
  );
}
