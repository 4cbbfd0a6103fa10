// Decides which steps of a lesson are done, from the milestones that the learner has reached.
import type { Lesson, LessonOutline } from "../../../content/schema/lesson.ts";

/** Keys of milestones; they are kept on the server and must not change their meaning. */
export const milestoneKey = {
  step: (lesson: string, step: string) => `lesson/${lesson}/step/${step}`,
  run: (lesson: string, run: string) => `lesson/${lesson}/run/${run}`,
  prediction: (lesson: string, run: string) => `lesson/${lesson}/prediction/${run}`,
  choice: (lesson: string, choice: string) => `lesson/${lesson}/choice/${choice}`,
  arrangement: (lesson: string, arrangement: string) => `lesson/${lesson}/arrangement/${arrangement}`,
  schedule: (lesson: string, schedule: string) => `lesson/${lesson}/schedule/${schedule}`,
  goal: (lesson: string, bench: string, goal: string) => `lesson/${lesson}/goal/${bench}/${goal}`,
  card: (lesson: string, card: string) => `lesson/${lesson}/card/${card}`,
};

type Reached = (key: string) => boolean;

/** Steps whose condition is fulfilled and whose own milestone is not written yet. Reading is seen, not computed. */
export function newlyDoneSteps(lesson: Lesson, reached: Reached): string[] {
  const { id, steps } = lesson;
  return steps
    .filter((step) => !reached(milestoneKey.step(id, step.id)))
    .filter(({ done }) => {
      if (done === "reading") return false;
      if (done === "recall") return lesson.recall.every((card) => reached(milestoneKey.card(id, card.id)));
      if ("run" in done) return reached(milestoneKey.run(id, done.run));
      if ("choice" in done) return reached(milestoneKey.choice(id, done.choice));
      if ("schedule" in done) return reached(milestoneKey.schedule(id, done.schedule));
      if ("arrangement" in done) return reached(milestoneKey.arrangement(id, done.arrangement));
      return isBenchDone(lesson, done.bench, reached);
    })
    .map((step) => step.id);
}

export function isBenchDone({ id, benches }: Lesson, bench: string, reached: Reached): boolean {
  const goals = benches[bench]?.goals ?? [];
  return goals.every((goal) => reached(milestoneKey.goal(id, bench, goal.id)));
}

/** The first step that is not done, or null when all are. */
export function nextStep(
  { id, steps }: Pick<LessonOutline, "id" | "steps">,
  reached: Reached,
): string | null {
  return steps.find((step) => !reached(milestoneKey.step(id, step.id)))?.id ?? null;
}

/** How many steps of a lesson are done. */
export function countDone({ id, steps }: Pick<LessonOutline, "id" | "steps">, reached: Reached): number {
  return steps.filter((step) => reached(milestoneKey.step(id, step.id))).length;
}
