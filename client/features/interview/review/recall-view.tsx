// A card to recall: the prompt, and once it is turned over the answer with the four ratings.
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { Rating, RecallCard } from "../../../../server/contract/review.ts";
import { Button } from "../../../components/button.tsx";
import { Card } from "../../../components/card.tsx";
import { RatingButtons } from "./rating-buttons.tsx";
import styles from "./review.module.css";
import { type Keys, useKeys } from "./use-keys.ts";

interface RecallViewProps {
  card: RecallCard;
  /** Takes the focus: the card before it, which had it, is gone. */
  takesFocus: boolean;
  isBusy: boolean;
  onRate: (rating: Rating) => void;
}

export function RecallView({ card, takesFocus, isBusy, onRate }: RecallViewProps) {
  const [isTurned, setIsTurned] = useState(false);
  const prompt = useRef<HTMLHeadingElement>(null);
  const answer = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (isTurned) answer.current?.focus();
    else if (takesFocus) prompt.current?.focus();
  }, [isTurned, takesFocus]);
  useKeys(isTurned ? ratingKeys(onRate) : { " ": () => setIsTurned(true) });
  return (
    <Card className={styles.card}>
      <p className={styles.eyebrow}>
        To recall, from <Link to={card.from.path}>{card.from.title}</Link>
      </p>
      <h2 ref={prompt} tabIndex={-1} className={styles.prompt}>
        {card.prompt}
      </h2>
      {isTurned ? (
        <>
          <p ref={answer} tabIndex={-1} className={styles.answer}>
            {card.answer}
          </p>
          <RatingButtons hasKeys outlooks={card.outlooks} isBusy={isBusy} onChoose={onRate} />
        </>
      ) : (
        <div className={styles.actions}>
          <Button variant="primary" shortcut="Space" onClick={() => setIsTurned(true)}>
            Turn it over
          </Button>
          <p className={styles.soft}>Answer it first, aloud or in your head.</p>
        </div>
      )}
    </Card>
  );
}

function ratingKeys(onRate: (rating: Rating) => void): Keys {
  return Object.fromEntries(([1, 2, 3, 4] as const).map((rating) => [String(rating), () => onRate(rating)]));
}
