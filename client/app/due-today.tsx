// On the first screen: what is due for review today, or when it goes on.
import { Link } from "react-router";
import type { Agenda } from "../../server/contract/review.ts";
import { ButtonLink } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { count, describeDay } from "../features/interview/review/words.ts";
import styles from "./home-page.module.css";

export function DueToday({ agenda: { due, next } }: { agenda: Agenda }) {
  if (due.length > 0) {
    return (
      <Card className={styles.due}>
        <div>
          <div className={styles.eyebrow}>For today</div>
          <h2>{count(due.length, "card")} due</h2>
          <p className={styles.count}>{kindsOf(due)}</p>
        </div>
        <ButtonLink size="lg" to="/review">
          Review
        </ButtonLink>
      </Card>
    );
  }
  if (next === null) return null;
  return (
    <p className={styles.count}>
      Nothing is due for review today.{" "}
      <Link to="/review">
        {next.cards === 1 ? "The next card comes" : `The next ${next.cards} cards come`} on{" "}
        {describeDay(next.on)}
      </Link>
    </p>
  );
}

function kindsOf(due: Agenda["due"]): string {
  const recall = due.filter(({ kind }) => kind === "recall").length;
  const parts = [
    recall > 0 && `${recall} to recall`,
    due.length > recall && `${count(due.length - recall, "question")} to answer`,
  ];
  return parts.filter(Boolean).join(", ");
}
