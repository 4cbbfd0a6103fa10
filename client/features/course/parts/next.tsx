// Where to go from here: the next lesson, the labs that build on this one, the interview questions that this one prepares for, and the playground.
/// <reference path="../../../api/virtual-course.d.ts" />
/// <reference path="../../../api/virtual-labs.d.ts" />
import course from "virtual:course";
import labs from "virtual:labs";
import { Link } from "react-router";
import { useLive } from "../../../api/live.ts";
import { useQuestions } from "../../../api/queries.ts";
import { ButtonLink } from "../../../components/button.tsx";
import { useLesson } from "../lesson-context.ts";
import styles from "./next.module.css";

export function Next() {
  const { lesson } = useLesson();
  const { data } = useQuestions();
  const own = useLive(labs).filter(({ after }) => after.includes(lesson.id));
  const following = useLive(course).find(({ order }) => order > lesson.order);
  const questions = (data ?? []).filter(({ id }) => lesson.questions.includes(id));
  return (
    <nav className={styles.next} aria-label="What next">
      {following === undefined ? null : (
        <div className={styles.lesson}>
          <h3>The next lesson</h3>
          <p>{following.summary}</p>
          <ButtonLink variant="primary" to={`/learn/${following.id}`}>
            {following.title}
          </ButtonLink>
        </div>
      )}
      {own.length === 0 ? null : (
        <div className={styles.lesson}>
          <h3>Break it, repair it, prove it</h3>
          <p>Labs that build on this lesson.</p>
          <ul>
            {own.map(({ id, title, level }) => (
              <li key={id}>
                <Link to={`/labs/${id}`}>{title}</Link> <span className={styles.level}>{level}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <h3>Say it out loud</h3>
      <p>An interviewer could ask you this now. Answer in your own words; the grade shows its evidence.</p>
      <ul>
        {questions.map(({ id, question }) => (
          <li key={id}>
            <Link to={`/interview/${id}`}>{question}</Link>
          </li>
        ))}
        <li>
          <Link to="/playground">Or build a handler of your own in the playground</Link>
        </li>
      </ul>
    </nav>
  );
}
