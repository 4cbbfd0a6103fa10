// Reads the recall cards of every lesson, and nothing else of it: the review schedule needs no more.
import { Lesson, type LessonStep, type RecallCard } from "../../content/schema/lesson.ts";
import { readYaml, unitFolders } from "./units.ts";

export interface LessonRecall {
  readonly id: string;
  readonly title: string;
  /** The step in which the cards stand, or null. */
  readonly step: string | null;
  readonly cards: readonly RecallCard[];
}

const Read = Lesson.pick({ id: true, title: true, order: true, steps: true, recall: true });

/** In the order of the course. A lesson that does not fit is left out: `hookproof content` says what is wrong with it. */
export function readRecallCards(root: string): LessonRecall[] {
  return unitFolders(root, "lessons")
    .map((folder) => readYaml(root, `${folder}/lesson.yaml`))
    .flatMap((data) => ("value" in data ? [Read.strip().safeParse(data.value)] : []))
    .flatMap(({ data }) => data ?? [])
    .sort((one, other) => one.order - other.order)
    .map(({ id, title, steps, recall }) => ({
      ...{ id, title, cards: recall },
      step: steps.find(isRecall)?.id ?? null,
    }));
}

const isRecall = ({ done }: LessonStep) => done === "recall";
