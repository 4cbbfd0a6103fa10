// A lesson put together from its parts: its data, and the code of every handler it names.
import { assembleHandlers } from "./handlers.ts";
import { Lesson } from "./lesson.ts";
import { type ContentProblem, schemaProblem } from "./problem.ts";
import type { MarkedSource } from "./regions.ts";

export interface LessonUnit {
  readonly lesson: Lesson;
  /** Every handler by its id, without region markers; those made from another one included. */
  readonly handlers: Readonly<Record<string, MarkedSource>>;
}

export interface LessonParts {
  /** The lesson's folder from the project's root. */
  readonly folder: string;
  /** The decoded lesson.yaml. */
  readonly data: unknown;
  /** Text of `handlers/<id>/handler.ts`, for every folder there. */
  readonly sources: Readonly<Record<string, string>>;
}

/** @returns the lesson, or null when its data does not fit the schema; and all that is wrong with it. */
export function assembleLesson({ folder, data, sources }: LessonParts): {
  unit: LessonUnit | null;
  problems: ContentProblem[];
} {
  const yaml = `${folder}/lesson.yaml`;
  const parsed = Lesson.safeParse(data);
  if (!parsed.success)
    return {
      unit: null,
      problems: parsed.error.issues.map((issue) => schemaProblem(yaml, "lesson", issue)),
    };
  const lesson = parsed.data;
  const { handlers, problems } = assembleHandlers({ folder, yaml, handlers: lesson.handlers, sources });
  return { unit: { lesson, handlers }, problems };
}
