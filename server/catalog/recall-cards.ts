// Reads the recall cards of every lesson and lab, and nothing else of them: the review schedule needs no more.
import { Lab } from "../../content/schema/lab.ts";
import { Lesson, type LessonStep, type RecallCard } from "../../content/schema/lesson.ts";
import { readYaml, unitFolders } from "./units.ts";

export interface UnitRecall {
  readonly kind: "lesson" | "lab";
  readonly id: string;
  readonly title: string;
  /** Where the cards can be turned over first. */
  readonly path: string;
  readonly cards: readonly RecallCard[];
}

const LessonRecall = Lesson.pick({ id: true, title: true, order: true, steps: true, recall: true }).strip();
const LabRecall = Lab.pick({ id: true, title: true, order: true, recall: true }).strip();

/**
 * Those of lessons in the order of the course, then those of labs in theirs. A unit that does not fit is left out:
 * `hookproof content` says what is wrong with it.
 */
export function readRecallCards(root: string): UnitRecall[] {
  const lessons = readAll(root, "lessons", LessonRecall).map(({ id, title, steps, recall }) => {
    const step = steps.find(isRecall)?.id;
    const path = step === undefined ? `/learn/${id}` : `/learn/${id}#${step}`;
    return { kind: "lesson" as const, id, title, path, cards: recall };
  });
  const labs = readAll(root, "labs", LabRecall).map(({ id, title, recall }) => {
    return { kind: "lab" as const, id, title, path: `/labs/${id}?stage=after`, cards: recall };
  });
  return [...lessons, ...labs];
}

interface Reader<Unit> {
  safeParse(value: unknown): { readonly data?: Unit };
}

function readAll<Unit extends { readonly order: number }>(
  root: string,
  kind: "lessons" | "labs",
  reader: Reader<Unit>,
): Unit[] {
  return unitFolders(root, kind)
    .map((folder) => readYaml(root, `${folder}/${kind === "labs" ? "lab" : "lesson"}.yaml`))
    .flatMap((data) => ("value" in data ? [reader.safeParse(data.value)] : []))
    .flatMap(({ data }) => data ?? [])
    .sort((one, other) => one.order - other.order);
}

const isRecall = ({ done }: LessonStep) => done === "recall";
