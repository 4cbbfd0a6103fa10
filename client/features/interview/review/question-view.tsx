// A question that is due: it is answered on its own page, where its grade proposes when it comes again.
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import type { QuestionCard } from "../../../../server/contract/review.ts";
import { Button, ButtonLink } from "../../../components/button.tsx";
import { Card } from "../../../components/card.tsx";
import styles from "./review.module.css";
import { startAfresh } from "./start-afresh.ts";

interface QuestionViewProps {
  card: QuestionCard;
  takesFocus: boolean;
  /** Puts it behind the other cards; undefined when it is the only one. */
  onLater: (() => void) | undefined;
}

export function QuestionView({ card, takesFocus, onLater }: QuestionViewProps) {
  const { question, path, isAnswered } = card;
  const title = useRef<HTMLHeadingElement>(null);
  const navigate = useNavigate();
  useEffect(() => {
    if (takesFocus) title.current?.focus();
  }, [takesFocus]);
  const answer = async () => {
    await startAfresh(path.replace(/^\//, ""));
    await navigate(path);
  };
  return (
    <Card className={styles.card}>
      <p className={styles.eyebrow}>Interview question</p>
      <h2 ref={title} tabIndex={-1} className={styles.prompt}>
        {question}
      </h2>
      <p className={styles.soft}>
        {isAnswered
          ? "You answered it today. Rate it, and it is done."
          : "Answer it in your own words. Your grade proposes when it comes again."}
      </p>
      <div className={styles.actions}>
        {isAnswered ? (
          <ButtonLink variant="primary" to={path}>
            Rate it
          </ButtonLink>
        ) : (
          <Button variant="primary" onClick={() => void answer()}>
            Answer it
          </Button>
        )}
        {onLater === undefined ? null : (
          <Button variant="quiet" onClick={onLater}>
            Later
          </Button>
        )}
      </div>
    </Card>
  );
}
