// The grade beside the answer: the band, every point with its reason, and what to do about those that are open.
import type { Grade } from "../../../server/contract/interview.ts";
import { Callout } from "../../components/callout.tsx";
import { Band } from "./band.tsx";
import type { Mark } from "./evidence.ts";
import { rowKey } from "./evidence.ts";
import { PointRow } from "./point-row.tsx";
import { ReviewChoice } from "./review/review-choice.tsx";
import styles from "./scorecard.module.css";
import { describeBand } from "./words.ts";

interface ScorecardProps {
  grade: Grade;
  /** The answer that was graded. */
  text: string;
  marks: readonly Mark[];
  /** The row to point out, as `rowKey` names it. */
  current: string | null;
  onShow: (mark: Mark) => void;
  onJudge: (pointId: string, said: boolean) => void;
  /** A new grade is on its way. */
  isBusy: boolean;
}

export function Scorecard({ grade, text, marks, current, onShow, onJudge, isBusy }: ScorecardProps) {
  const markOf = (key: string) => marks.find(({ rows }) => rows.includes(key));
  return (
    <section aria-label="Your grade" className={styles.card} aria-busy={isBusy}>
      <div className={styles.band}>
        <h2 className={styles.eyebrow}>Band</h2>
        <p className={styles.figure}>{describeBand(grade.bandRange)}</p>
        <Band range={grade.bandRange} />
        <p className={styles.note}>{describeState(grade)}</p>
      </div>
      {grade.doubt === undefined ? null : (
        <Callout tone="time" title="Read it once more">
          <p>{grade.doubt}</p>
        </Callout>
      )}
      <ul className={styles.rows}>
        {grade.misconceptions.map(({ id, statement, explanation }) => (
          <PointRow
            key={id}
            rowId={rowKey("misconception", id)}
            verdict="misconception"
            statement={statement}
            explanation={explanation}
            mark={markOf(rowKey("misconception", id))}
            isCurrent={current === rowKey("misconception", id)}
            onShow={onShow}
          />
        ))}
        {grade.points.map(({ id, verdict, statement, explanation, core, taught, span, claimSpan }) => (
          <PointRow
            key={id}
            rowId={rowKey("point", id)}
            verdict={verdict}
            statement={statement}
            explanation={explanation}
            isCore={core}
            taught={taught}
            quotes={span && claimSpan && { said: text.slice(...span), against: text.slice(...claimSpan) }}
            mark={markOf(rowKey("point", id))}
            isCurrent={current === rowKey("point", id)}
            onShow={onShow}
            onJudge={verdict === "unsure" && !isBusy ? (said) => onJudge(id, said) : undefined}
          />
        ))}
      </ul>
      <ReviewChoice questionId={grade.question} grade={grade} />
    </section>
  );
}

function describeState({ points, misconceptions }: Grade): string {
  const unsure = points.filter(({ verdict }) => verdict === "unsure").length;
  const open = unsure === 1 ? "One point I could not tell." : `${unsure} points I could not tell.`;
  const costs =
    misconceptions.length === 1
      ? "One misconception costs a band."
      : `${misconceptions.length} misconceptions cost a band each.`;
  return ["Graded here, offline.", unsure > 0 && open, misconceptions.length > 0 && costs]
    .filter(Boolean)
    .join(" ");
}
