// Strong and weak points by the latest answer to each question, and what was claimed that is not so.
import { Link } from "react-router";
import { axisTitles } from "../../../content/schema/axes.ts";
import type { OpenPoint, Standing } from "../../../server/contract/progress.ts";
import { Disclosure } from "../../components/disclosure.tsx";
import { describeShare, ShareBars } from "../../components/share-bars.tsx";
import styles from "./progress-page.module.css";

const MOST_OPEN = 5;

export function StandingView({ standing: { axes, open, misconceptions } }: { standing: Standing }) {
  return (
    <>
      <section className={styles.section}>
        <h2>Strong and weak</h2>
        <p className={styles.lead}>
          What the latest answer to each question made of the points it was asked for, by their weight.
        </p>
        <ShareBars
          bars={axes.map(({ axis, made, points }) => ({
            ...{ key: axis, title: axisTitles[axis], share: made, word: describeShare(made) },
            note: points === 0 ? undefined : `of ${points === 1 ? "one point" : `${points} points`}`,
          }))}
        />
      </section>
      {open.length === 0 ? null : (
        <section className={styles.section}>
          <h2>What to say next time</h2>
          <OpenPoints points={open.slice(0, MOST_OPEN)} />
          {open.length <= MOST_OPEN ? null : (
            <Disclosure summary={`${open.length - MOST_OPEN} more`}>
              <OpenPoints points={open.slice(MOST_OPEN)} />
            </Disclosure>
          )}
        </section>
      )}
      {misconceptions.length === 0 ? null : (
        <section className={styles.section}>
          <h2>What you claimed that is not so</h2>
          <ul className={styles.list}>
            {misconceptions.map(({ question, asked, statement, explanation }) => (
              <li key={`${question} ${statement}`}>
                <p>{statement}</p>
                <p className={styles.note}>
                  {explanation} In <Link to={`/interview/${question}`}>{asked}</Link>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const told: Readonly<Record<OpenPoint["verdict"], string>> = {
  missed: "Left out of",
  unsure: "Could not be told in",
  contradicted: "Contradicted in",
};

function OpenPoints({ points }: { points: readonly OpenPoint[] }) {
  return (
    <ul className={styles.list}>
      {points.map(({ question, asked, point, statement, verdict, taught }) => (
        <li key={`${question} ${point}`}>
          <p>{statement}</p>
          <p className={styles.note}>
            {told[verdict]} <Link to={`/interview/${question}`}>{asked}</Link>
            {taught === undefined ? null : (
              <>
                {" "}
                Taught in <Link to={taught.path}>{taught.title}</Link>.
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
