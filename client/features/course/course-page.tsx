// The course: every lesson in the order in which it is taught, how far one is with each, and where to go on.
/// <reference path="../../api/virtual-course.d.ts" />
import course from "virtual:course";
import { useLive } from "../../api/live.ts";
import { useMilestones } from "../../api/use-milestones.ts";
import { ButtonLink } from "../../components/button.tsx";
import { Contents, ContentsRow } from "../../components/contents.tsx";
import { countDone, nextStep } from "./completion.ts";

export default function CoursePage() {
  const lessons = useLive(course);
  const { reached, isKnown } = useMilestones();
  const open = lessons.find((lesson) => nextStep(lesson, reached) !== null);
  const done = lessons.filter((lesson) => nextStep(lesson, reached) === null).length;
  const hasBegun = lessons.some((lesson) => countDone(lesson, reached) > 0);
  return (
    <Contents
      title="The course"
      lead="Each lesson begins with something that went wrong. You run a handler that is right, break one that is not, and prove your repair. Take them in order, or go where you are curious."
      summary={
        <>
          {open === undefined ? null : (
            <ButtonLink variant="primary" to={`/learn/${open.id}`}>
              {hasBegun ? `Go on with lesson ${open.order}` : "Start the first lesson"}
            </ButtonLink>
          )}
          <p>
            {done} of {lessons.length} lessons done
          </p>
        </>
      }
    >
      {lessons.map((lesson) => (
        <ContentsRow
          key={lesson.id}
          number={lesson.order}
          to={`/learn/${lesson.id}`}
          title={lesson.title}
          text={lesson.summary}
          state={isKnown ? tellState(lesson.steps.length, countDone(lesson, reached), lesson.minutes) : null}
        />
      ))}
    </Contents>
  );
}

function tellState(steps: number, done: number, minutes: number): string {
  if (done === 0) return `${minutes} minutes`;
  return done === steps ? "Done" : `${done} of ${steps} steps`;
}
