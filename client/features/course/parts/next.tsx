// Where to go from here: the interview questions that this lesson prepares for, and the playground.
import { Link } from "react-router";
import { useQuestions } from "../../../api/queries.ts";
import { useLesson } from "../lesson-context.ts";
import styles from "./next.module.css";

export function Next() {
  const { lesson } = useLesson();
  const { data } = useQuestions();
  const questions = (data ?? []).filter(({ id }) => lesson.questions.includes(id));
  return (
    <nav className={styles.next} aria-label="What next">
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
