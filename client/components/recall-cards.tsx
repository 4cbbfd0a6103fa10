// Cards to answer from memory before turning them over; recalling is what makes it stay.
import { Button } from "./button.tsx";
import { Card } from "./card.tsx";
import styles from "./recall-cards.module.css";

interface RecallCardsProps {
  cards: readonly { readonly id: string; readonly prompt: string; readonly answer: string }[];
  isTurned: (cardId: string) => boolean;
  onTurn: (cardId: string) => void;
}

export function RecallCards({ cards, isTurned, onTurn }: RecallCardsProps) {
  return (
    <div className={styles.cards}>
      {cards.map(({ id, prompt, answer }) => (
        <Card key={id} className={styles.card}>
          <p className={styles.prompt}>{prompt}</p>
          {isTurned(id) ? (
            <p className={styles.answer} role="status">
              {answer}
            </p>
          ) : (
            <Button onClick={() => onTurn(id)}>I have my answer. Turn it over</Button>
          )}
        </Card>
      ))}
    </div>
  );
}
