// The same attempts as tables, and for each provider what it publishes, what follows, and where that stands.
import type { RetryAttempt, RetryLife } from "../../../../server/contract/retry-life.ts";
import { DataTable } from "../../../components/data-table.tsx";
import { Disclosure } from "../../../components/disclosure.tsx";
import styles from "./retry-life.module.css";
import { fateWords, isMade, tellEnd, tellLoss, tellTime } from "./retry-words.ts";
import { formatHours } from "./time-axis.ts";

interface AttemptRow extends RetryAttempt {
  readonly title: string;
  readonly isExample: boolean;
}

export function RetryTables({ lives }: { lives: readonly RetryLife[] }) {
  const attempts: AttemptRow[] = lives.flatMap(({ title, example, attempts: own }) =>
    own.map((attempt) => ({ ...attempt, title, isExample: example !== null })),
  );
  return (
    <>
      <DataTable
        caption="The event, and a hundred more that happen while the receiver is down"
        showCaption
        rows={lives}
        rowKey={({ profile }) => profile}
        columns={[
          { key: "provider", header: "Provider", isRowHeader: true, cell: ({ title }) => title },
          { key: "pauses", header: "Pauses", cell: ({ example }) => (example ? "example" : "published") },
          {
            key: "attempts",
            header: "Attempts",
            kind: "figure",
            cell: (life) => `${life.attempts.filter(isMade).length} of ${life.attempts.length}`,
          },
          {
            key: "end",
            header: "The event",
            cell: (life) => <span className={styles.whole}>{tellEnd(life)}</span>,
          },
          { key: "lost", header: "Lost of 100", kind: "figure", cell: tellLoss },
          {
            key: "longest",
            header: "Longest wait",
            kind: "figure",
            cell: ({ hundred: { longestMs }, example }) =>
              longestMs === null ? "–" : tellTime(longestMs, example !== null),
          },
        ]}
      />
      <div>
        <Disclosure summary="Every attempt as a table">
          <DataTable
            caption="Every attempt"
            rows={attempts}
            rowKey={({ title, number }) => `${title} ${number}`}
            columns={[
              { key: "provider", header: "Provider", isRowHeader: true, cell: ({ title }) => title },
              { key: "number", header: "Attempt", kind: "figure", cell: ({ number }) => number },
              {
                key: "at",
                header: "After the event",
                kind: "figure",
                cell: ({ atMs, isExample }) => tellTime(atMs, isExample),
              },
              {
                key: "fate",
                header: "Became",
                cell: ({ fate }) => <span className={styles.whole}>{fateWords[fate]}</span>,
              },
            ]}
          />
        </Disclosure>
        <Disclosure summary="What each provider publishes, and what an example adds">
          <dl className={styles.rules}>
            {lives.map((life) => (
              <Rules key={life.profile} life={life} />
            ))}
          </dl>
        </Disclosure>
      </div>
    </>
  );
}

function Rules({
  life: { title, source, checked, example, attempts, horizonMs, afterwards, byHand },
}: {
  life: RetryLife;
}) {
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {example === null ? (
          <p>Publishes its pauses: {tellSchedule(attempts.length, horizonMs)}.</p>
        ) : (
          <p>
            Publishes {example.published}, and not the single pauses. What you see is an example:{" "}
            {example.assumed}.
          </p>
        )}
        <p>
          {afterwards} {byHand}
        </p>
        <p>
          <a href={source}>{new URL(source).hostname}</a>, compared {checked}
        </p>
      </dd>
    </>
  );
}

const tellSchedule = (attempts: number, horizonMs: number) =>
  attempts === 1 ? "one attempt, no retry" : `${attempts} attempts within ${formatHours(horizonMs)}`;
