// The designs that an answer claims: each can be run, and what the run shows is the interviewer's next question.
import type { ClaimedDesign as Claim } from "../../../server/contract/designs.ts";
import { useDraft } from "../../api/use-draft.ts";
import styles from "./claimed-design.module.css";
import { ClaimedDesign } from "./claimed-design.tsx";
import { noTurns, readDesignTurns, turnOf, withTurn } from "./design-turns.ts";
import { quoteOf } from "./words.ts";

interface ClaimedDesignsProps {
  questionId: string;
  /** The answer that claims them. */
  answer: string;
  designs: readonly Claim[];
}

export function ClaimedDesigns({ questionId, answer, designs }: ClaimedDesignsProps) {
  const { value: turns, setValue } = useDraft(`interview/${questionId}/designs`, noTurns, readDesignTurns);
  if (designs.length === 0) return null;
  const claims = designs.map(({ id, title, span }) => {
    const said = quoteOf(answer.slice(...span));
    return { design: { id, title }, said, turn: turnOf(turns, id, said) };
  });
  const next = claims.find(({ turn }) => turn === null);
  return (
    <section aria-label="What you claim" className={styles.claims}>
      {claims.map((claim) => (
        <ClaimedDesign
          key={`${claim.design.id} ${claim.said}`}
          {...claim}
          isNext={claim === next}
          onChange={(turn) => setValue(withTurn(turns, turn))}
        />
      ))}
    </section>
  );
}
