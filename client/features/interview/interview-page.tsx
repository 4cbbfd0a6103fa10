// The list of interview questions: how each last went, and which to take next.
import { useState } from "react";
import { Link } from "react-router";
import type { QuestionSummary } from "../../../server/contract/interview.ts";
import type { Milestone } from "../../../server/contract/progress.ts";
import { describeError, useProgress, useQuestions } from "../../api/queries.ts";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Contents, ContentsGroup, ContentsPage, ContentsRow } from "../../components/contents.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { EmptyState, ErrorState } from "../../components/states.tsx";
import { Switch } from "../../components/switch.tsx";
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
  return <Questions questions={questions.data} bands={bandsOf(progress.data?.milestones ?? [])} />;
}

type Bands = ReadonlyMap<string, [number, number]>;
type Level = (typeof levels)[number]["value"];

const levels = [
  { value: "all", label: "Every level" },
  { value: "junior", label: "Junior" },
  { value: "mid", label: "Mid" },
  { value: "senior", label: "Senior" },
] as const;

const topicTitles: Readonly<Record<QuestionSummary["topic"], string>> = {
  basics: "Basics",
  security: "Security",
  reliability: "Reliability",
  delivery: "Delivery",
  architecture: "Architecture",
  operations: "Operations",
};

function Questions({ questions, bands }: { questions: readonly QuestionSummary[]; bands: Bands }) {
  const [level, setLevel] = useState<Level>("all");
  const [isOpenOnly, setIsOpenOnly] = useState(false);
  const next = questions.find(({ id }) => !bands.has(id));
  const shown = questions.filter(
    (question) => (level === "all" || question.level === level) && !(isOpenOnly && bands.has(question.id)),
  );
  const groups = Map.groupBy(shown, ({ topic }) => topic);
  const answered = (some: readonly QuestionSummary[]) => some.filter(({ id }) => bands.has(id)).length;
  return (
    <Contents
      grouped
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
            {answered(questions)} of {questions.length} answered
          </p>
          <ButtonLink to="/interview/mock">Mock interview</ButtonLink>
          <Link to="/review">Review and interview date</Link>
          <Segmented label="Level" size="sm" options={levels} value={level} onChange={setLevel} />
          <Switch label="Open only" checked={isOpenOnly} onChange={setIsOpenOnly} />
        </>
      }
    >
      {shown.length === 0 ? (
        <EmptyState title="Nothing is open here">
          Show every level, or those that you have answered.
        </EmptyState>
      ) : null}
      {(Object.keys(topicTitles) as QuestionSummary["topic"][]).map((topic) => {
        const some = groups.get(topic);
        return some === undefined ? null : (
          <ContentsGroup
            key={topic}
            title={topicTitles[topic]}
            state={`${answered(some)} of ${some.length} answered`}
          >
            {some.map(({ id, number, question, why }) => (
              <ContentsRow
                key={id}
                number={number}
                to={`/interview/${id}`}
                title={question}
                text={why}
                state={<LastBand range={bands.get(id)} />}
              />
            ))}
          </ContentsGroup>
        );
      })}
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
