// The list of interview questions: how each last went, and which to take next.
import type { Milestone } from "../../../server/contract/progress.ts";
import { describeError, useProgress, useQuestions } from "../../api/queries.ts";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Contents, ContentsPage, ContentsRow } from "../../components/contents.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { EmptyState, ErrorState } from "../../components/states.tsx";
import { Band } from "./band.tsx";
import { describeBand } from "./words.ts";

export default function InterviewPage() {
  const questions = useQuestions();
  const progress = useProgress();
  if (questions.isPending) {
    return (
      <ContentsPage>
        <Skeleton label="The questions are loading" lines={10} />
      </ContentsPage>
    );
  }
  if (questions.isError) {
    const retry = <Button onClick={() => void questions.refetch()}>Try again</Button>;
    return <ErrorState {...describeError(questions.error)} where="The list of questions" action={retry} />;
  }
  if (questions.data.length === 0) {
    return <EmptyState title="There are no questions">Add one under content/questions.</EmptyState>;
  }
  const bands = bandsOf(progress.data?.milestones ?? []);
  const next = questions.data.find(({ id }) => !bands.has(id));
  return (
    <Contents
      title="Answer in your own words"
      lead="The questions that webhook interviews ask. Each answer is graded on this machine, with the evidence shown in your own text: what you said, what was missing and why it matters."
      summary={
        <>
          {next === undefined ? null : (
            <ButtonLink variant="primary" to={`/interview/${next.id}`}>
              {bands.size === 0 ? "Start with the first" : "Next open question"}
            </ButtonLink>
          )}
          <p>
            {bands.size} of {questions.data.length} answered
          </p>
        </>
      }
    >
      {questions.data.map(({ id, number, question, why }) => (
        <ContentsRow
          key={id}
          number={number}
          to={`/interview/${id}`}
          title={question}
          text={why}
          state={<LastBand range={bands.get(id)} />}
        />
      ))}
    </Contents>
  );
}

function LastBand({ range }: { range: [number, number] | undefined }) {
  if (range === undefined) return "Not answered yet";
  return (
    <>
      <Band range={range} size="sm" />
      <span aria-hidden="true">{describeBand(range)}</span>
    </>
  );
}

/** The last band of each question, by its id. */
function bandsOf(milestones: readonly Milestone[]): Map<string, [number, number]> {
  return new Map(
    milestones.flatMap(({ key, detail }) => {
      const id = /^interview\/([a-z0-9-]+)$/.exec(key)?.[1];
      const range = readRange(detail.bandRange);
      return id === undefined || range === null ? [] : [[id, range] as const];
    }),
  );
}

function readRange(value: unknown): [number, number] | null {
  if (!Array.isArray(value)) return null;
  const [lowest, highest]: unknown[] = value;
  return typeof lowest === "number" && typeof highest === "number" ? [lowest, highest] : null;
}
