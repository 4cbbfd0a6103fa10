// The interviewer asks on about what is missing, one question after the other, and each answer is judged at once.
import type { FollowUpReply, Grade } from "../../../server/contract/interview.ts";
import { describeError } from "../../api/queries.ts";
import { Button } from "../../components/button.tsx";
import { Callout } from "../../components/callout.tsx";
import { Card } from "../../components/card.tsx";
import { AnswerBox } from "./answer-box.tsx";
import styles from "./follow-ups.module.css";
import type { FollowUpTurn } from "./practice-draft.ts";
import { useFollowUp } from "./use-grading.ts";

/** An interviewer moves on after that. */
const MOST_TURNS = 3;

interface FollowUpsProps {
  questionId: string;
  grade: Grade;
  turns: readonly FollowUpTurn[];
  onChange: (turns: readonly FollowUpTurn[]) => void;
}

export function FollowUps({ questionId, grade, turns, onChange }: FollowUpsProps) {
  const asked = turns.length > 0 ? turns : openingTurns(grade);
  const isAnswered = asked.at(-1)?.isSubmitted === true;
  const next = grade.gaps.find((gap) => !asked.some(({ point }) => point === gap));
  const replace = (index: number, changed: FollowUpTurn) => onChange(asked.with(index, changed));
  if (asked.length === 0) return null;
  return (
    <section aria-label="Your interviewer" className={styles.turns}>
      {asked.map((turn, index) => (
        <Turn
          key={turn.point}
          questionId={questionId}
          asked={grade.points.find(({ id }) => id === turn.point)?.followUp ?? ""}
          turn={turn}
          onChange={(changed) => replace(index, changed)}
        />
      ))}
      {isAnswered && next !== undefined && asked.length < MOST_TURNS ? (
        <Button onClick={() => onChange([...asked, { point: next, text: "", isSubmitted: false }])}>
          Ask me another
        </Button>
      ) : null}
    </section>
  );
}

function openingTurns({ gaps: [gap] }: Grade): FollowUpTurn[] {
  return gap === undefined ? [] : [{ point: gap, text: "", isSubmitted: false }];
}

interface TurnProps {
  questionId: string;
  asked: string;
  turn: FollowUpTurn;
  onChange: (turn: FollowUpTurn) => void;
}

function Turn({ questionId, asked, turn, onChange }: TurnProps) {
  const grading = useFollowUp(questionId, turn.isSubmitted ? turn : null);
  const reply = turn.isSubmitted ? grading.data : undefined;
  const submit = () => {
    if (turn.isSubmitted) void grading.refetch();
    else onChange({ ...turn, isSubmitted: true });
  };
  return (
    <Card className={styles.turn}>
      <h2 className={styles.interviewer}>Your interviewer</h2>
      <p className={styles.asked}>“{asked}”</p>
      {reply?.point ? (
        <>
          <p className={styles.said}>{turn.text}</p>
          <Outcome point={reply.point} misconceptions={reply.misconceptions} />
        </>
      ) : (
        <>
          <AnswerBox
            short
            label={`Answer: ${asked}`}
            text={turn.text}
            placeholder="One or two sentences."
            onType={(text) => onChange({ ...turn, text, isSubmitted: false })}
            onSubmit={submit}
          />
          {reply?.gateMessage === undefined ? null : (
            <Callout tone="time" title="Not judged yet" role="alert">
              <p>{reply.gateMessage}</p>
            </Callout>
          )}
          {turn.isSubmitted && grading.isError ? <Failure error={grading.error} /> : null}
          <div>
            <Button busy={turn.isSubmitted && grading.isFetching} onClick={submit}>
              Answer
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

function Failure({ error }: { error: unknown }) {
  const { what, todo } = describeError(error);
  return (
    <Callout tone="crash" title={what} role="alert">
      <p>{todo} Your text is kept.</p>
    </Callout>
  );
}

function Outcome({
  point,
  misconceptions,
}: {
  point: NonNullable<FollowUpReply["point"]>;
  misconceptions: FollowUpReply["misconceptions"];
}) {
  return (
    <div role="status" className={styles.outcome}>
      {point.verdict === "met" ? (
        <Callout tone="effect" title="That is the point">
          <p>{point.statement}</p>
        </Callout>
      ) : (
        <Callout
          tone="time"
          title={point.verdict === "unsure" ? "I could not tell whether you said it" : "Not yet"}
        >
          <p>What they want to hear: {point.statement}</p>
          {point.verdict === "unsure" ? null : <p>{point.explanation}</p>}
        </Callout>
      )}
      {misconceptions.map(({ id, statement, explanation }) => (
        <Callout key={id} tone="hostile" title={`You claim: ${statement}`}>
          <p>{explanation}</p>
        </Callout>
      ))}
    </div>
  );
}
