// A step of a lesson: a section with an address of its own, ticked when it is done.
import { type ReactNode, useEffect, useRef } from "react";
import { Tick } from "../../../components/tick.tsx";
import { VisuallyHidden } from "../../../components/visually-hidden.tsx";
import { milestoneKey } from "../completion.ts";
import { useLesson } from "../lesson-context.ts";
import styles from "./step.module.css";

export function Step({ id, children }: { id: string; children: ReactNode }) {
  const { lesson, milestones, readySteps } = useLesson();
  const number = lesson.steps.findIndex((step) => step.id === id) + 1;
  const step = lesson.steps[number - 1];
  const key = milestoneKey.step(lesson.id, id);
  const isDone = milestones.reached(key);
  const isReady = number <= readySteps;
  const end = useSeen(step?.done === "reading" && milestones.isKnown && !isDone, () => milestones.save(key));
  return (
    <section
      id={id}
      className={styles.step}
      data-waiting={isReady ? undefined : ""}
      aria-labelledby={`${id}-title`}
    >
      <h2 id={`${id}-title`} className={styles.title}>
        <a href={`#${id}`} className={styles.link}>
          <span className={styles.number} aria-hidden="true">
            {isDone ? <Tick /> : number}
          </span>
          {step?.title}
          {isDone ? <VisuallyHidden>, done</VisuallyHidden> : null}
        </a>
      </h2>
      {isReady ? children : null}
      <div ref={end} />
    </section>
  );
}

/** Calls back once when the end of the text has been on the screen for a moment: then it was not only scrolled past. */
function useSeen(wanted: boolean, onSeen: () => void) {
  const end = useRef<HTMLDivElement>(null);
  const callback = useRef(onSeen);
  callback.current = onSeen;
  useEffect(() => {
    if (!wanted || end.current === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(([entry]) => {
      clearTimeout(timer);
      if (entry?.isIntersecting) timer = setTimeout(() => callback.current(), LOOKED_AT_MS);
    });
    observer.observe(end.current);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [wanted]);
  return end;
}

const LOOKED_AT_MS = 3_000;
