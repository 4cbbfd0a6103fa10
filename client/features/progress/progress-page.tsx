// Everything the learner has done, what it says about them, and the way to start over.
import { type ReactNode, useState } from "react";
import {
  describeError,
  useAttempts,
  useProgress,
  useQuestions,
  useResetProgress,
  useStanding,
} from "../../api/queries.ts";
import { Button, ButtonLink } from "../../components/button.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { EmptyState, ErrorState } from "../../components/states.tsx";
import { calibrationOf } from "./calibration.ts";
import { CalibrationView } from "./calibration-view.tsx";
import { HistoryPlot } from "./history-plot.tsx";
import styles from "./progress-page.module.css";
import { readMilestone } from "./read-milestone.ts";
import { StandingView } from "./standing.tsx";
import { moment } from "./when.ts";

export default function ProgressPage() {
  const progress = useProgress();
  return (
    <div className={styles.page}>
      <h1>Progress</h1>
      <Loaded what="Your progress" query={progress}>
        {({ milestones }) => (
          <>
            <Answers />
            <CalibrationView calibrated={calibrationOf(milestones)} />
            <Done milestones={milestones} />
            <StartOver />
          </>
        )}
      </Loaded>
    </div>
  );
}

interface LoadedProps<Data> {
  what: string;
  query: { data: Data | undefined; error: unknown; refetch(): unknown };
  children: (data: Data) => ReactNode;
}

function Loaded<Data>({ what, query: { data, error, refetch }, children }: LoadedProps<Data>) {
  if (data !== undefined) return children(data);
  if (!error) return <Skeleton label={`${what}: loading`} />;
  return (
    <ErrorState
      {...describeError(error)}
      where={what}
      action={<Button onClick={() => refetch()}>Try again</Button>}
    />
  );
}

function Answers() {
  const attempts = useAttempts();
  const standing = useStanding();
  const { data: questions = [] } = useQuestions();
  const titleOf = (id: string) => questions.find((one) => one.id === id)?.question ?? id;
  return (
    <Loaded what="Your answers" query={attempts}>
      {(answers) =>
        answers.length === 0 ? (
          <EmptyState
            title="No answer is graded yet"
            action={<ButtonLink to="/interview">Answer a question</ButtonLink>}
          >
            With the first one, this page shows your bands over time, your weak points and where they are
            taught.
          </EmptyState>
        ) : (
          <>
            <section className={styles.section}>
              <h2>Your answers</h2>
              <HistoryPlot attempts={answers} titleOf={titleOf} />
            </section>
            <Loaded what="Strong and weak points" query={standing}>
              {(known) => <StandingView standing={known} />}
            </Loaded>
          </>
        )
      }
    </Loaded>
  );
}

type Milestones = NonNullable<ReturnType<typeof useProgress>["data"]>["milestones"];

function Done({ milestones }: { milestones: Milestones }) {
  const newestFirst = milestones.toSorted((one, other) => other.atMs - one.atMs);
  return (
    <section className={styles.section}>
      <h2>Done</h2>
      {milestones.length === 0 ? (
        <p className={styles.lead}>
          Nothing is done yet. Steps of lessons, labs, predictions and graded answers appear here as you
          finish them.
        </p>
      ) : (
        <DataTable
          caption="What you have done, newest first"
          rows={newestFirst}
          rowKey={({ key }) => key}
          columns={[
            { key: "what", header: "What", isRowHeader: true, cell: ({ key }) => readMilestone(key).what },
            { key: "where", header: "Where", cell: ({ key }) => readMilestone(key).where },
            { key: "when", header: "When", kind: "figure", cell: ({ atMs }) => moment(atMs) },
          ]}
        />
      )}
    </section>
  );
}

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
