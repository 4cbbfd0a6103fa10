// A lesson put together from its parts: its data, and the code of every handler it names.
import type { z } from "zod";
import { Lesson } from "./lesson.ts";
import { blankRegions, type MarkedSource, readRegions } from "./regions.ts";

/** An author's fault: data for whoever writes content, never an exception. */
export interface ContentProblem {
  /** File or folder from the project's root. */
  readonly unit: string;
  /** What must hold and does not. */
  readonly rule: string;
  /** What to do about it. */
  readonly remedy: string;
}

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
    return { unit: null, problems: parsed.error.issues.map((issue) => schemaProblem(yaml, issue)) };

  const lesson = parsed.data;
  const problems: ContentProblem[] = [];
  const handlers: Record<string, MarkedSource> = {};
  for (const id of Object.keys(lesson.handlers)) {
    const made = makeSource(lesson, id, sources);
    if (made.source !== null) handlers[id] = made.source;
    problems.push(...made.faults.map((fault) => ({ unit: `${folder}/handlers/${id}`, ...fault })));
  }
  for (const id of Object.keys(sources).filter((one) => !(one in lesson.handlers))) {
    const remedy = `Name it under handlers in ${yaml}, or remove the folder.`;
    problems.push({
      unit: `${folder}/handlers/${id}`,
      rule: "Every handler is named in its lesson.",
      remedy,
    });
  }
  return { unit: { lesson, handlers }, problems };
}

function makeSource(lesson: Lesson, id: string, sources: Readonly<Record<string, string>>) {
  const from = lesson.handlers[id]?.from;
  const origin = sources[from?.handler ?? id];
  const faults: { rule: string; remedy: string }[] = [];
  if (origin === undefined) {
    const name = from?.handler ?? id;
    faults.push({ rule: `The handler "${name}" has a file.`, remedy: `Write handlers/${name}/handler.ts.` });
    return { source: null, faults };
  }
  for (const problem of readRegions(origin).problems) {
    faults.push({ rule: "Region markers come in pairs, each name once.", remedy: problem });
  }
  if (from === undefined) return { source: readRegions(origin), faults };
  const { text, missing } = blankRegions(origin, from.blank);
  for (const name of missing) {
    const remedy = `Mark it in handlers/${from.handler}/handler.ts, or blank another region.`;
    faults.push({ rule: `The region "${name}" that is blanked exists.`, remedy });
  }
  return { source: readRegions(text), faults };
}

function schemaProblem(unit: string, issue: z.core.$ZodIssue): ContentProblem {
  const place = issue.path.join(".") || "the whole file";
  return { unit, rule: `${place} fits the lesson's schema.`, remedy: issue.message };
}
