// Review: today's cards one at a time, the interview that they aim at, and what the next days bring.
import { describeError } from "../../../api/queries.ts";
import { useAgenda } from "../../../api/use-review.ts";
import { Button } from "../../../components/button.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { ErrorState } from "../../../components/states.tsx";
import { ComingDays } from "./coming-days.tsx";
import { InterviewDate } from "./interview-date.tsx";
import { Queue } from "./queue.tsx";
import styles from "./review.module.css";

export default function ReviewPage() {
  const { data: agenda, error, refetch } = useAgenda();
  if (agenda === undefined) {
    const retry = <Button onClick={() => void refetch()}>Try again</Button>;
    if (error) return <ErrorState {...describeError(error)} where="Your review" action={retry} />;
    return (
      <div className={styles.page}>
        <div className={styles.stack}>
          <Skeleton label="Your review is loading" lines={6} />
        </div>
      </div>
    );
  }
  return (
    <div className={styles.sides}>
      <div className={styles.page}>
        <div className={styles.stack}>
          <Queue agenda={agenda} />
        </div>
      </div>
      <aside className={styles.side} aria-label="Plan">
        <InterviewDate agenda={agenda} />
        {agenda.cards === 0 ? null : <ComingDays agenda={agenda} />}
      </aside>
    </div>
  );
}
