// What the parts of a lesson share: its data, the learner's milestones, and what opens what.
import { createContext, useContext } from "react";
import type { Milestones } from "../../api/use-milestones.ts";
import type { LessonData } from "./lesson-source.ts";

export interface LessonView extends LessonData {
  readonly milestones: Milestones;
  /** Steps up to this number are drawn. */
  readonly readySteps: number;
}

export const LessonContext = createContext<LessonView | null>(null);

export function useLesson(): LessonView {
  const view = useContext(LessonContext);
  if (view === null) throw new Error("A part of a lesson stands outside of a lesson.");
  return view;
}

/** An entry of a lesson's data by the id that the prose names; content checks make sure that it is there. */
export function pick<Value>(entries: Readonly<Record<string, Value>>, id: string): Value {
  const value = entries[id];
  if (value === undefined)
    throw new Error(`The lesson has no "${id}". Its lesson.yaml and lesson.mdx disagree.`);
  return value;
}
