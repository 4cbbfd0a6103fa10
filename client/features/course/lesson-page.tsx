// A lesson: the course map, its title, and its prose with everything that runs in it.
import { Suspense, startTransition, use, useEffect, useMemo, useRef, useState } from "react";
import { useParams } from "react-router";
import { useLive } from "../../api/live.ts";
import { type Milestones, useMilestones } from "../../api/use-milestones.ts";
import { ButtonLink } from "../../components/button.tsx";
import { Disclosure } from "../../components/disclosure.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { EmptyState } from "../../components/states.tsx";
import { milestoneKey, newlyDoneSteps, nextStep } from "./completion.ts";
import { CourseMap } from "./course-map.tsx";
import { LessonContext } from "./lesson-context.ts";
import styles from "./lesson-page.module.css";
import { fetchedLesson, type LoadedLesson, loadLesson } from "./lesson-source.ts";
import { lessonParts } from "./parts/all.tsx";
import { useReadingPlace } from "./use-reading-place.ts";

export const preload = ({ lessonId = "" }: Readonly<Record<string, string | undefined>>) =>
  loadLesson(lessonId);

export default function LessonPage() {
  const { lessonId = "" } = useParams();
  return (
    <Suspense fallback={<Skeleton label="The lesson is loading" lines={10} />}>
      <LoadedPage key={lessonId} lessonId={lessonId} />
    </Suspense>
  );
}

function LoadedPage({ lessonId }: { lessonId: string }) {
  const known = fetchedLesson(lessonId);
  const loaded = known === undefined ? use(loadLesson(lessonId)) : known;
  if (loaded !== null) return <Lesson loaded={loaded} />;
  return (
    <EmptyState title="There is no such lesson" action={<ButtonLink to="/learn">To the course</ButtonLink>}>
      The course has no lesson called “{lessonId}”.
    </EmptyState>
  );
}

function Lesson({ loaded: { Prose, data } }: { loaded: LoadedLesson }) {
  const { lesson, code, world } = useLive(data);
  const milestones = useMilestones();
  const place = useReadingPlace(
    lesson.id,
    useMemo(() => lesson.steps.map(({ id }) => id), [lesson]),
  );
  const readySteps = useReadySteps(place !== null);
  const view = useMemo(
    () => ({ lesson, code, world, milestones, readySteps }),
    [lesson, code, world, milestones, readySteps],
  );
  const { title, minutes, summary } = lesson;

  useEffect(() => {
    document.title = `${title} · Hookproof`;
  }, [title]);
  useEffect(() => {
    if (!milestones.isKnown) return;
    for (const step of newlyDoneSteps(lesson, milestones.reached)) {
      milestones.save(milestoneKey.step(lesson.id, step));
    }
  }, [lesson, milestones]);

  const map = <CourseMap lessonId={lesson.id} stepId={place} milestones={milestones} />;
  return (
    <LessonContext value={view}>
      <div className={styles.page}>
        <aside className={styles.beside}>{map}</aside>
        <Disclosure className={styles.above} summary="In this course">
          {map}
        </Disclosure>
        <article className={styles.article}>
          <p className={styles.eyebrow}>
            <span>
              Lesson {lesson.order} · {minutes} minutes
            </span>
            <Resume lesson={lesson} milestones={milestones} />
          </p>
          <h1>{title}</h1>
          <p className={styles.summary}>{summary}</p>
          <Prose components={lessonParts} />
        </article>
      </div>
    </LessonContext>
  );
}

/**
 * How many steps are drawn: the first screen's at once, all the others right after it, so that reading can begin.
 * A link into the lesson needs the whole of it to arrive at the right place.
 */
function useReadySteps(isWithin: boolean): number {
  const [ready, setReady] = useState(isWithin ? Number.POSITIVE_INFINITY : FIRST_SCREEN_STEPS);
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setReady(Number.POSITIVE_INFINITY)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return ready;
}

/** On a high screen the first one leaves room; the second fills it. */
const FIRST_SCREEN_STEPS = 2;

/** Offered to those who come back in the middle, in a line that stands already: it comes late and must move nothing. */
function Resume({ lesson, milestones }: { lesson: Parameters<typeof nextStep>[0]; milestones: Milestones }) {
  const [next, setNext] = useState<string | null>(null);
  const { isKnown, reached } = milestones;
  // As it was on arrival: a link that changed while one reads would only distract.
  const arrived = useRef(false);
  useEffect(() => {
    if (!isKnown || arrived.current) return;
    arrived.current = true;
    setNext(nextStep(lesson, reached));
  }, [isKnown, lesson, reached]);
  const step = lesson.steps.find(({ id }) => id === next);
  if (step === undefined || step === lesson.steps[0]) return null;
  return <a href={`#${step.id}`}>Go on with “{step.title}”</a>;
}
