// What can be opened: more for those who want to know, and what a workbench has shown once it has.
import type { ReactNode } from "react";
import { Disclosure } from "../../../components/disclosure.tsx";
import { isBenchDone } from "../completion.ts";
import { useLesson } from "../lesson-context.ts";
import styles from "./fold.module.css";

export function GoDeeper({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Disclosure
      className={styles.deeper}
      summary={
        <span>
          <span className={styles.kind}>Go deeper</span> {title}
        </span>
      }
    >
      {children}
    </Disclosure>
  );
}

/** Opens by itself when the goals of the workbench are reached; may be opened before, by those who want to pass on. */
export function After({ bench, title, children }: { bench: string; title: string; children: ReactNode }) {
  const { lesson, milestones } = useLesson();
  const isDone = isBenchDone(lesson, bench, milestones.reached);
  return (
    <Disclosure
      key={String(isDone)}
      className={styles.after}
      defaultOpen={isDone}
      summary={isDone ? title : `${title} (opens when you are done, or now)`}
    >
      {children}
    </Disclosure>
  );
}
