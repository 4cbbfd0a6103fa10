// One question of a finished interview: the band, the answer with its evidence, and how the follow-up went.
import { Card } from "../../../components/card.tsx";
import { Disclosure } from "../../../components/disclosure.tsx";
import { Band } from "../band.tsx";
import { marksOf } from "../evidence.ts";
import { EvidenceText } from "../evidence-text.tsx";
import { describeBand, describeSeconds, wordCount } from "../words.ts";
import styles from "./mock.module.css";
import { type GradedTurn, isMade } from "./score.ts";

export function TurnCard({ question, turn, reply, followUp }: GradedTurn) {
  const grade = reply?.grade;
  const isGraded = turn.text.trim() !== "" && grade !== undefined && grade.state !== "not-graded";
  const open = grade?.points.filter((point) => !isMade({ followUp }, point)) ?? [];
  return (
    <Card className={styles.turn}>
      <h3>{question.question}</h3>
      <p className={styles.band}>
        {isGraded ? <Band range={grade.bandRange} size="sm" /> : null}
        <span className={styles.note}>
          {isGraded ? `Band ${describeBand(grade.bandRange)}` : "Not answered"} ·{" "}
          {describeSeconds(turn.seconds)} · {wordCount(turn.text)}
        </span>
      </p>
      {turn.text === "" || grade === undefined ? null : (
        <EvidenceText text={turn.text} marks={marksOf(grade)} current={null} />
      )}
      {turn.followUp === null ? null : (
        <div className={styles.asked}>
          <p>“{turn.followUp.asked}”</p>
          <p className={styles.said}>{turn.followUp.text || "No answer."}</p>
          <p className={styles.note}>
            {followUp?.point?.verdict === "met" ? "✓ Made on asking." : "– Not made on asking either."}
          </p>
        </div>
      )}
      {open.length === 0 ? null : (
        <ul className={styles.open} aria-label="Left out">
          {open.map(({ id, statement }) => (
            <li key={id}>{statement}</li>
          ))}
        </ul>
      )}
      {reply?.modelAnswers ? (
        <Disclosure summary="What a senior could have said">
          <p>{reply.modelAnswers.senior}</p>
        </Disclosure>
      ) : null}
    </Card>
  );
}
