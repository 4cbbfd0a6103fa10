// What stands in the place of a card when none is due: when it goes on, or how cards come here at all.
import { Link } from "react-router";
import type { Agenda } from "../../../../server/contract/review.ts";
import { Card } from "../../../components/card.tsx";
import styles from "./review.module.css";
import { count, describeDay, describeWait } from "./words.ts";

export function NothingDue({ agenda: { cards, next, today } }: { agenda: Agenda }) {
  if (next === null) {
    return (
      <Card className={styles.card}>
        <p className={styles.prompt}>Cards come here by themselves.</p>
        <p className={styles.soft}>
          Turn over what a <Link to="/learn">lesson</Link> asks you to recall, or answer a{" "}
          <Link to="/interview">question</Link>. Each comes back when you are about to forget it.
        </p>
      </Card>
    );
  }
  const days = (Date.parse(next.on) - Date.parse(today)) / 86_400_000;
  return (
    <Card className={styles.card}>
      <p className={styles.prompt}>
        {next.cards === 1 ? "The next card comes" : `The next ${next.cards} cards come`} {describeWait(days)},
        on {describeDay(next.on)}.
      </p>
      <p className={styles.soft}>
        {count(cards, "card")} {cards === 1 ? "is" : "are"} in the schedule. A card teaches most when it comes
        just before it would be forgotten.
      </p>
    </Card>
  );
}
