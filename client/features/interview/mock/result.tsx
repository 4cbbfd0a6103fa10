// The scorecard of an interview: four axes with evidence, what to learn next, and every answer again.
import { useEffect } from "react";
import { Link } from "react-router";
import { axisTitles } from "../../../../content/schema/axes.ts";
import { describeError, useSaveMilestone } from "../../../api/queries.ts";
import { Button } from "../../../components/button.tsx";
import { describeShare, ShareBars } from "../../../components/share-bars.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { ErrorState } from "../../../components/states.tsx";
import { interviewAsMarkdown } from "./markdown.ts";
import styles from "./mock.module.css";
import type { MockInterview } from "./mock-draft.ts";
import { type GradedTurn, type Score, scoreOf } from "./score.ts";
import { TurnCard } from "./turn-card.tsx";
import { useGradedTurns } from "./use-interview.ts";

export function Result({ interview, onAgain }: { interview: MockInterview; onAgain: () => void }) {
  const { graded, error, retry } = useGradedTurns(interview);
  if (error !== null) {
    return (
      <ErrorState
        {...describeError(error)}
        where="Your scorecard"
        action={<Button onClick={retry}>Try again</Button>}
      />
    );
  }
  if (graded === null) {
    return (
      <div className={styles.page}>
        <Skeleton label="Your scorecard is being made" lines={8} />
      </div>
    );
  }
  return <Told interview={interview} turns={graded} onAgain={onAgain} />;
}

interface ToldProps {
  interview: MockInterview;
  turns: readonly GradedTurn[];
  onAgain: () => void;
}

function Told({ interview, turns, onAgain }: ToldProps) {
  const { role, startedAtMs } = interview;
  const score = scoreOf(turns);
  const day = new Date(startedAtMs).toISOString().slice(0, 10);
  useKeepScore(startedAtMs, role, score);
  return (
    <div className={styles.page}>
      <header className={styles.heading}>
        <h1>Scorecard</h1>
        <p className={styles.lead}>
          {role}, {day}. {turns.length} questions, graded here, offline.
        </p>
        <div className={styles.actions} data-print="hide">
          <Button variant="primary" onClick={onAgain}>
            New interview
          </Button>
          <Button onClick={() => print()}>Print</Button>
          <Button
            onClick={() =>
              download(`mock-interview-${day}.md`, interviewAsMarkdown({ role, day, turns, score }))
            }
          >
            Save as Markdown
          </Button>
        </div>
      </header>
      <Axes score={score} />
      <NextSteps score={score} />
      {score.misconceptions.length === 0 ? null : (
        <section className={styles.section}>
          <h2>Claims that are wrong</h2>
          <ul className={styles.list}>
            {score.misconceptions.map(({ statement, explanation, quote }) => (
              <li key={quote}>
                <q>{quote}</q>
                <p className={styles.note}>
                  {statement} {explanation}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.section}>
        <h2>Question by question</h2>
        {turns.map((turn) => (
          <TurnCard key={turn.question.id} {...turn} />
        ))}
      </section>
    </div>
  );
}

function Axes({ score }: { score: Score }) {
  const bars = score.axes.map(({ axis, share, quotes }) => ({
    ...{ key: axis, title: axisTitles[axis], share, word: describeShare(share) },
    note: quotes.map((quote) => <q key={quote}>{quote}</q>),
  }));
  return (
    <section className={styles.section}>
      <h2>What you showed</h2>
      <ShareBars bars={bars} />
    </section>
  );
}

const MOST_STEPS = 4;

function NextSteps({ score }: { score: Score }) {
  if (score.gaps.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>What to say next time</h2>
      <ol className={styles.list}>
        {score.gaps.slice(0, MOST_STEPS).map(({ question, point }) => (
          <li key={`${question.id} ${point.id}`}>
            <p>{point.statement}</p>
            <p className={styles.note}>
              Left out of <Link to={`/interview/${question.id}`}>{question.question}</Link>
              {point.taught === undefined ? null : (
                <>
                  {" "}
                  Taught in <Link to={point.taught.path}>{point.taught.title}</Link>.
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Once for each interview, however often its scorecard is looked at. */
function useKeepScore(startedAtMs: number, role: string, score: Score) {
  const { mutate } = useSaveMilestone();
  const shares = JSON.stringify(Object.fromEntries(score.axes.map(({ axis, share }) => [axis, share])));
  useEffect(() => {
    mutate({ key: `interview-mock/${startedAtMs}`, detail: { role, shares: JSON.parse(shares) } });
  }, [startedAtMs, role, shares, mutate]);
}

function download(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
