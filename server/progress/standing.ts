// Where a learner stands: what the latest answer to each question made of it, in the words of the rubrics.
import { AXES } from "../../content/schema/axes.ts";
import type { Question } from "../../content/schema/question.ts";
import type { Attempt, OpenPoint, Standing } from "../contract/progress.ts";

/**
 * @param attempts oldest first, as the store gives them.
 * @param questions whose rubrics say what a point or a misconception is; what a rubric no longer has is left out.
 */
export function standingOf(attempts: readonly Attempt[], questions: readonly Question[]): Standing {
  const latest = new Map(attempts.map((attempt) => [attempt.question, attempt]));
  const answered = questions.flatMap((question) => {
    const attempt = latest.get(question.id);
    return attempt === undefined ? [] : [{ question, attempt }];
  });
  const judged = answered.flatMap(({ question, attempt }) =>
    attempt.points.flatMap(({ id, verdict }) => {
      const point = question.points.find((one) => one.id === id);
      return point === undefined ? [] : [{ question, point, verdict }];
    }),
  );
  return {
    axes: AXES.map((axis) => {
      const asked = judged.filter(({ point }) => point.axis === axis);
      const made = asked.filter(({ verdict }) => verdict === "met");
      return { axis, made: asked.length === 0 ? null : weigh(made) / weigh(asked), points: asked.length };
    }),
    open: judged
      .toSorted((one, other) => rankOf(other.point) - rankOf(one.point))
      .flatMap(({ question, point: { id, statement, axis, taught }, verdict }): OpenPoint[] => {
        if (verdict === "met") return [];
        const { id: of, question: asked } = question;
        return [{ question: of, asked, point: id, statement, axis, verdict, ...(taught && { taught }) }];
      }),
    misconceptions: answered.flatMap(({ question, attempt }) =>
      question.misconceptions
        .filter(({ id }) => attempt.misconceptions.includes(id))
        .map(({ statement, explain }) => ({
          ...{ question: question.id, asked: question.question, statement, explanation: explain },
        })),
    ),
  };
}

const weigh = (points: readonly { readonly point: { readonly weight: number } }[]) =>
  points.reduce((sum, { point }) => sum + point.weight, 0);

/** What no answer may lack comes before all else. */
const rankOf = ({ core, weight }: { readonly core: boolean; readonly weight: number }) =>
  weight + (core ? 100 : 0);
