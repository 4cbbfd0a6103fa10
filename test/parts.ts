// What `npm test` goes through: everything where the variable CI is set, elsewhere one of each kind of what takes long.
import { test } from "vitest";
import type { DesignUnit } from "../content/schema/design.ts";
import type { LabUnit } from "../content/schema/lab-unit.ts";
import type { LessonUnit } from "../content/schema/lesson-unit.ts";

/** Whether everything is tested, however long it takes. */
export const isWhole = process.env.CI !== undefined;

/** For tests that take long and are like one that always runs. */
export const testInWhole = test.runIf(isWhole);

/** The tiers in which each ending of a receiver is played. */
export const playedTiers: readonly (1 | 3)[] = isWhole ? [1, 3] : [1];

/** Of many cases of one kind: every one, or every fourth. */
export const sampled = <One>(all: readonly One[]): readonly One[] =>
  isWhole ? all : all.filter((_one, index) => index % 4 === 0);

type Named<Unit> = readonly [id: string, unit: Unit];

const few = new Set([
  // Lessons: requests, a schedule made by hand, a burst.
  ...["a-live-handler", "whose-turn", "the-burst"],
  // Labs: one that is attacked by requests, by a script and by a schedule.
  "the-race",
  // Designs: one that breaks, one that is forged, one that holds.
  ...["dedupe-in-memory", "https-only", "queue-first"],
]);

export const isChosen = (id: string): boolean => isWhole || few.has(id);

const some = <Unit>(all: readonly Named<Unit>[]) => all.filter(([id]) => isChosen(id));

export const someLessons = (units: readonly LessonUnit[]) =>
  some(units.map((unit): Named<LessonUnit> => [unit.lesson.id, unit]));

export const someLabs = (units: readonly LabUnit[]) =>
  some(units.map((unit): Named<LabUnit> => [unit.lab.id, unit]));

export const someDesigns = (units: readonly DesignUnit[]) =>
  some(units.map((unit): Named<DesignUnit> => [unit.design.id, unit]));
