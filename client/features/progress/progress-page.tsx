// Everything the learner has done, and the way to start over.
import { useState } from "react";
import { describeError, useProgress, useResetProgress } from "../../api/queries.ts";
import { Button } from "../../components/button.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { EmptyState, ErrorState } from "../../components/states.tsx";
import styles from "./progress-page.module.css";
import { readMilestone } from "./read-milestone.ts";

export default function ProgressPage() {
  const { data, error, refetch } = useProgress();
  return (
    <div className={styles.page}>
      <h1>Progress</h1>
      {data ? (
        <Done milestones={data.milestones} />
      ) : error ? (
        <ErrorState
          {...describeError(error)}
          where="Your progress"
          action={<Button onClick={() => refetch()}>Try again</Button>}
        />
      ) : (
        <Skeleton label="Your progress is loading" />
      )}
      {data ? <StartOver /> : null}
    </div>
  );
}

type Milestones = NonNullable<ReturnType<typeof useProgress>["data"]>["milestones"];

function Done({ milestones }: { milestones: Milestones }) {
  if (milestones.length === 0) {
    return (
      <EmptyState title="Nothing is done yet">
        Steps of lessons, labs, predictions and graded answers appear here as you finish them.
      </EmptyState>
    );
  }
  const newestFirst = [...milestones].sort((one, other) => other.atMs - one.atMs);
  return (
    <DataTable
      caption="What you have done, newest first"
      rows={newestFirst}
      rowKey={({ key }) => key}
      columns={[
        { key: "what", header: "What", isRowHeader: true, cell: ({ key }) => readMilestone(key).what },
        { key: "where", header: "Where", cell: ({ key }) => readMilestone(key).where },
        { key: "when", header: "When", kind: "figure", cell: ({ atMs }) => when.format(atMs) },
      ]}
    />
  );
}

const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

function StartOver() {
  const [asking, setAsking] = useState(false);
  const reset = useResetProgress();
  return (
    <section className={styles.over}>
      <h2>Start over</h2>
      <p>
        Forgets every finished step, every answer and everything you typed, in this browser and on the server.
      </p>
      <Button variant="danger" onClick={() => setAsking(true)}>
        Forget everything …
      </Button>
      {reset.isSuccess ? <p role="status">Everything is forgotten.</p> : null}
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Forget everything?"
        description="Your code, your answers and your progress are deleted. This cannot be undone."
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button
              variant="danger"
              busy={reset.isPending}
              onClick={() => reset.mutate(undefined, { onSuccess: () => setAsking(false) })}
            >
              Forget everything
            </Button>
          </>
        }
      >
        {reset.error ? <p role="alert">{describeError(reset.error).todo}</p> : null}
      </Dialog>
    </section>
  );
}
