// Where a lesson's prose and data come from: one chunk each, fetched together when the lesson is opened.
import type { MDXContent } from "mdx/types";
import type { HighlightedCode } from "../../../content/schema/code.ts";
import type { JudgedWorld } from "../../../content/schema/invariants/judgement.ts";
import type { Lesson } from "../../../content/schema/lesson.ts";
import type { Live } from "../../api/live.ts";

export interface LessonData {
  readonly lesson: Lesson;
  /** Code of every handler that the lesson shows or runs. */
  readonly code: Readonly<Record<string, HighlightedCode>>;
  /** What goals are judged by. */
  readonly world: JudgedWorld;
}

export interface LoadedLesson {
  readonly Prose: MDXContent;
  readonly data: Live<LessonData>;
}

const proses = import.meta.glob<MDXContent>("../../../content/lessons/*/lesson.mdx", { import: "default" });
const datas = import.meta.glob<Live<LessonData>>("../../../content/lessons/*/lesson.yaml", {
  import: "default",
});

const loaded = new Map<string, Promise<LoadedLesson | null>>();
const fetched = new Map<string, LoadedLesson | null>();

/** What was fetched before, without waiting even for a promise that is kept already; undefined when nothing was. */
export function fetchedLesson(id: string): LoadedLesson | null | undefined {
  return fetched.get(id);
}

/** The same promise for the same lesson, so that React can wait for it; null when there is no such lesson. */
export function loadLesson(id: string): Promise<LoadedLesson | null> {
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const loading = fetchLesson(id);
  loaded.set(id, loading);
  // A server that was gone may be back on the next visit.
  loading.then(
    (lesson) => fetched.set(id, lesson),
    () => loaded.delete(id),
  );
  return loading;
}

async function fetchLesson(id: string): Promise<LoadedLesson | null> {
  const folder = `../../../content/lessons/${id}`;
  const [prose, data] = [proses[`${folder}/lesson.mdx`], datas[`${folder}/lesson.yaml`]];
  if (prose === undefined || data === undefined) return null;
  const [Prose, live] = await Promise.all([prose(), data()]);
  return { Prose, data: live };
}
