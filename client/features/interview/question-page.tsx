// One interview question by its address, or what to do when there is none.
import { useEffect } from "react";
import { useParams } from "react-router";
import { describeError, useQuestions } from "../../api/queries.ts";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { EmptyState, ErrorState } from "../../components/states.tsx";
import styles from "./practice.module.css";
import { Practice } from "./practice.tsx";

export default function QuestionPage() {
  const { questionId = "" } = useParams();
  const questions = useQuestions();
  const question = questions.data?.find(({ id }) => id === questionId);
  useEffect(() => {
    if (question !== undefined) document.title = `${question.question} · Hookproof`;
  }, [question]);

  if (questions.isPending) {
    return (
      <div className={styles.page}>
        <div className={styles.stack}>
          <Skeleton label="The question is loading" lines={6} />
        </div>
      </div>
    );
  }
  if (questions.isError) {
    const retry = <Button onClick={() => void questions.refetch()}>Try again</Button>;
    return <ErrorState {...describeError(questions.error)} where="The list of questions" action={retry} />;
  }
  if (question === undefined) {
    return (
      <EmptyState
        title="There is no such question"
        action={<ButtonLink to="/interview">All questions</ButtonLink>}
      >
        No question is called “{questionId}”.
      </EmptyState>
    );
  }
  const next = questions.data[questions.data.indexOf(question) + 1] ?? null;
  return <Practice key={question.id} question={question} total={questions.data.length} next={next} />;
}
