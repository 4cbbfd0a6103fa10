// What units of content say of each other and of their scenario: names lead somewhere, and words are their own.
import { basename } from "node:path";
import type { LabUnit } from "../../content/schema/lab-unit.ts";
import type { LessonUnit } from "../../content/schema/lesson-unit.ts";
import type { ContentProblem } from "../../content/schema/problem.ts";
import { nearMiss } from "./near-miss.ts";
import { listScenarios, readScenario } from "./scenarios.ts";
import { unitFolders } from "./units.ts";

interface Units {
  readonly lessons: readonly LessonUnit[];
  readonly labs: readonly LabUnit[];
}

/** @param root the project's root. @returns every name in lessons and labs that leads nowhere, and every text that is a copy. */
export function findReferenceFaults(root: string, { lessons, labs }: Units): ContentProblem[] {
  const taught = lessons.map(({ lesson }) => lesson);
  const broken = labs.map(({ lab }) => lab);
  const places = [
    ...taught.map(({ id, scenario, runs, benches, schedules }) => ({
      ...{ unit: lessonYaml(id), scenario, said: [runs, benches, schedules] },
    })),
    ...broken.map(({ id, scenario, goals, hunt }) => ({
      ...{ unit: labYaml(id), scenario, said: [goals, hunt] },
    })),
  ];
  return [
    ...questionFaults(root, taught),
    ...places.flatMap((place) => scenarioFaults(root, place)),
    ...copyFaults(
      "summary",
      taught.map(({ id, summary }) => ({ unit: lessonYaml(id), id, text: summary })),
    ),
    ...copyFaults(
      "summary",
      broken.map(({ id, summary }) => ({ unit: labYaml(id), id, text: summary })),
    ),
  ];
}

/**
 * A copy that nobody has put into words of its own is not finished.
 * @param key of the text. @param units of one kind, in their order.
 */
export function copyFaults(
  key: string,
  units: readonly { readonly unit: string; readonly id: string; readonly text: string }[],
): ContentProblem[] {
  const owners = new Map<string, string>();
  return units.flatMap(({ unit, id, text }) => {
    const owner = owners.get(text);
    if (owner === undefined) {
      owners.set(text, id);
      return [];
    }
    const remedy = `\`${key}\` is still the one of ${owner}: write your own.`;
    return [{ unit, rule: "Every unit has words of its own.", remedy }];
  });
}

const lessonYaml = (id: string) => `content/lessons/${id}/lesson.yaml`;
const labYaml = (id: string) => `content/labs/${id}/lab.yaml`;

function questionFaults(root: string, lessons: readonly LessonUnit["lesson"][]): ContentProblem[] {
  const known = unitFolders(root, "questions").map((folder) => basename(folder));
  return lessons.flatMap(({ id, questions }) =>
    questions
      .filter((one) => !known.includes(one))
      .map((one) => ({
        unit: lessonYaml(id),
        rule: `The question "${one}" that the lesson prepares for exists.`,
        remedy: `${asGuess(nearMiss(one, known))}The questions are the folders of content/questions.`,
      })),
  );
}

interface Place {
  readonly unit: string;
  readonly scenario: string;
  /** Data in which events are sent: what lies under `type` and `orderId`, and in scripts. */
  readonly said: unknown;
}

function scenarioFaults(root: string, { unit, scenario: id, said }: Place): ContentProblem[] {
  const known = listScenarios(root);
  if (!known.includes(id))
    return [{ unit, rule: `The scenario "${id}" exists.`, remedy: `Known: ${known.join(", ") || "none"}.` }];
  const { scenario } = readScenario(root, id);
  if (scenario === null) return [];
  const words = [...scenario.eventTypes, ...scenario.orders].map((one) => one.id);
  return [...new Set(wordsIn(said))].flatMap((word) => {
    const meant = nearMiss(word, words);
    if (meant === null) return [];
    const rule = `Events and orders are those of the scenario "${id}".`;
    return [{ unit, rule, remedy: `It has no "${word}". ${asGuess(meant)}${ON_PURPOSE}` }];
  });
}

const ON_PURPOSE = "One that is unknown on purpose looks unlike all of them, as ord_999999 does.";

const asGuess = (meant: string | null) => (meant === null ? "" : `Did you mean ${meant}? `);

function* wordsIn(value: unknown, key = ""): Generator<string> {
  if (typeof value === "string") {
    if (key === "type" || key === "orderId") yield value;
    if (key === "text") for (const [, word = ""] of value.matchAll(/["'`]([\w.]+)["'`]/g)) yield word;
  } else if (Array.isArray(value)) for (const item of value) yield* wordsIn(item);
  else if (typeof value === "object" && value !== null)
    for (const [name, inner] of Object.entries(value)) yield* wordsIn(inner, name);
}
