// The start: on the first visit what this is and the way in, later where one was and what comes next.
import { describeError, useProgress } from "../api/queries.ts";
import { useAgenda } from "../api/use-review.ts";
import { Skeleton } from "../components/skeleton.tsx";
import { ErrorState } from "../components/states.tsx";
import styles from "./home-page.module.css";
import { Welcome } from "./welcome.tsx";
import { WelcomeBack } from "./welcome-back.tsx";

export function HomePage() {
  const { data, error } = useProgress();
  const agenda = useAgenda();
  const isFirstVisit = data?.lastPlace === null && data.milestones.length === 0;
  // Drawn at once, so that nothing moves; a schedule that cannot be read is left out.
  if (data === undefined || (agenda.isPending && !isFirstVisit)) {
    return (
      <div className={styles.page}>
        {error ? (
          <ErrorState {...describeError(error)} where="Your progress" />
        ) : (
          <Skeleton label="Your progress is loading" lines={5} />
        )}
      </div>
    );
  }
  return (
    <div className={styles.page}>
      {isFirstVisit ? <Welcome /> : <WelcomeBack progress={data} agenda={agenda.data ?? null} />}
    </div>
  );
}
