// The cards of a lesson.
import { RecallCards } from "../../../components/recall-cards.tsx";
import { milestoneKey } from "../completion.ts";
import { useLesson } from "../lesson-context.ts";

export function Recall() {
  const { lesson, milestones } = useLesson();
  const keyOf = (card: string) => milestoneKey.card(lesson.id, card);
  return (
    <RecallCards
      cards={lesson.recall}
      isTurned={(card) => milestones.reached(keyOf(card))}
      onTurn={(card) => milestones.save(keyOf(card))}
    />
  );
}
