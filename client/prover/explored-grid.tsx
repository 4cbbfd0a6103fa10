// The families of schedules, a dot for each schedule: while they are searched, and what was tried in the end.
import type { Explored, FamilyId } from "../../server/contract/proof.ts";
import { VisuallyHidden } from "../components/visually-hidden.tsx";
import styles from "./explored.module.css";
import { StateMark } from "./state-mark.tsx";
import { familyIds, familyWords, isAsked } from "./words.ts";

/** More dots than these say nothing more; the figure stands beside them. */
const MOST_DOTS = 160;
const DOTS_IN_ROW = 40;
const DOT_PX = 5;
const DOT_STEP_PX = 7;

export function ExploredGrid({ explored }: { explored: Explored }) {
  return (
    <ol className={styles.grid} aria-label="Families of schedules">
      {explored.families.map(({ id, schedules, complete, note }) => (
        <li key={id} className={styles.family} data-state={complete ? "done" : "cut"}>
          <StateMark state={complete ? "held" : "not-checked"} size={12} />
          <span className={styles.name}>{familyWords[id]}</span>
          <span className={styles.figure}>
            {schedules}
            <VisuallyHidden> schedules{complete ? "" : ", not all within the bound"}</VisuallyHidden>
          </span>
          <Dots count={schedules} />
          {note && <span className={styles.note}>{note}</span>}
        </li>
      ))}
    </ol>
  );
}

/** @param current null before the first family has begun. */
export function FamilyProgress({ current, scenario }: { current: FamilyId | null; scenario: string }) {
  const families = familyIds.filter((id) => id === current || isAsked(id, scenario));
  const now = current === null ? -1 : families.indexOf(current);
  return (
    <ol className={styles.grid} aria-label="Families of schedules">
      {families.map((id, index) => {
        const state = index < now ? "done" : index === now ? "now" : "ahead";
        return (
          <li
            key={id}
            className={styles.family}
            data-state={state}
            aria-current={state === "now" || undefined}
          >
            <StateMark state={state === "done" ? "held" : "open"} size={12} />
            <span className={styles.name}>{familyWords[id]}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Dots({ count }: { count: number }) {
  const shown = Math.min(count, MOST_DOTS);
  const rows = Math.max(1, Math.ceil(shown / DOTS_IN_ROW));
  const path = Array.from({ length: shown }, (_, index) => {
    const x = (index % DOTS_IN_ROW) * DOT_STEP_PX;
    const y = Math.floor(index / DOTS_IN_ROW) * DOT_STEP_PX;
    return `M${x} ${y}h${DOT_PX}v${DOT_PX}h-${DOT_PX}z`;
  });
  const width = DOTS_IN_ROW * DOT_STEP_PX;
  const height = rows * DOT_STEP_PX;
  return (
    <svg
      className={styles.dots}
      viewBox={`0 0 ${width} ${height}`}
      style={{ maxWidth: width }}
      aria-hidden="true"
    >
      <path d={path.join("")} fill="currentColor" />
    </svg>
  );
}
