// In the header: how many cards are due for review, and the way there.
import { Link } from "react-router";
import { useHealth } from "../api/queries.ts";
import { useAgenda } from "../api/use-review.ts";
import styles from "./frame.module.css";

export function DueLink() {
  const { isPending } = useHealth();
  const { data } = useAgenda();
  const due = data?.due.length ?? 0;
  // Drawn before the sandbox badge beside it, it would be moved by it.
  if (due === 0 || isPending) return null;
  return (
    <Link to="/review" className={styles.due}>
      {due} <span className={styles.dueWhat}>{due === 1 ? "card" : "cards"}</span> due
    </Link>
  );
}
