// The course at a glance: its lessons and their steps, ticked as they are done; only what really exists.
/// <reference path="../../api/virtual-course.d.ts" />
import course from "virtual:course";
import { Link } from "react-router";
import { useLive } from "../../api/live.ts";
import type { Milestones } from "../../api/use-milestones.ts";
import { classNames } from "../../components/class-names.ts";
import { Tick } from "../../components/tick.tsx";
import { VisuallyHidden } from "../../components/visually-hidden.tsx";
import { milestoneKey, nextStep } from "./completion.ts";
import styles from "./course-map.module.css";

interface CourseMapProps {
  lessonId: string;
  /** The step that is being read. */
  stepId: string | null;
  milestones: Milestones;
  className?: string | undefined;
}

export function CourseMap({ lessonId, stepId, milestones, className }: CourseMapProps) {
  const lessons = useLive(course);
  return (
    <nav className={classNames(styles.map, className)} aria-label="Course">
      {lessons.map((lesson) => (
        <div key={lesson.id}>
          <Link
            to={`/learn/${lesson.id}`}
            className={styles.lesson}
            aria-current={lesson.id === lessonId ? "page" : undefined}
          >
            {lesson.title}
            {nextStep(lesson, milestones.reached) === null ? (
              <span className={styles.tick}>
                <Tick />
                <VisuallyHidden>, done</VisuallyHidden>
              </span>
            ) : null}
          </Link>
          {lesson.id === lessonId ? (
            <ol className={styles.steps}>
              {lesson.steps.map((step) => {
                const isDone = milestones.reached(milestoneKey.step(lesson.id, step.id));
                return (
                  <li key={step.id}>
                    <a
                      href={`#${step.id}`}
                      className={styles.step}
                      aria-current={step.id === stepId ? "location" : undefined}
                    >
                      <span className={styles.tick}>{isDone ? <Tick /> : null}</span>
                      {step.title}
                      {isDone ? <VisuallyHidden>, done</VisuallyHidden> : null}
                    </a>
                  </li>
                );
              })}
            </ol>
          ) : null}
        </div>
      ))}
    </nav>
  );
}
