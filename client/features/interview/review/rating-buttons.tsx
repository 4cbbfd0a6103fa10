// The four ratings, each with the time after which the card would come again.
import type { Outlook, Rating } from "../../../../server/contract/review.ts";
import { Button } from "../../../components/button.tsx";
import { Kbd } from "../../../components/kbd.tsx";
import { VisuallyHidden } from "../../../components/visually-hidden.tsx";
import styles from "./rating-buttons.module.css";
import { count, ratings } from "./words.ts";

interface RatingButtonsProps {
  outlooks: readonly Outlook[];
  /** The one that stands out; null when none does. */
  proposed?: Rating | null;
  /** The page listens to 1, 2, 3 and 4. */
  hasKeys?: boolean;
  isBusy: boolean;
  onChoose: (rating: Rating) => void;
}

export function RatingButtons(props: RatingButtonsProps) {
  const { outlooks, proposed = null, hasKeys = false, isBusy, onChoose } = props;
  return (
    <fieldset className={styles.ratings}>
      <legend className={styles.legend}>How did it go?</legend>
      {outlooks.map(({ rating, inDays }) => (
        <Button
          key={rating}
          variant={rating === proposed ? "primary" : "plain"}
          className={styles.rating}
          title={ratings[rating].means}
          aria-disabled={isBusy}
          aria-keyshortcuts={hasKeys ? String(rating) : undefined}
          onClick={() => isBusy || onChoose(rating)}
        >
          <span className={styles.label}>{ratings[rating].label}</span>
          <VisuallyHidden>{rating === proposed ? " (proposed)" : ""}, again in </VisuallyHidden>
          <span className={styles.wait}>{inDays <= 0 ? "today" : count(inDays, "day")}</span>
          {hasKeys ? (
            <span aria-hidden="true" className={styles.key}>
              <Kbd keys={String(rating)} />
            </span>
          ) : null}
        </Button>
      ))}
    </fieldset>
  );
}
