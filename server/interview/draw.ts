// Draws the questions of a mock interview: balanced over the role's topics, easy to hard, the stale before the fresh.
import type { InterviewRole } from "../../content/schema/interview-role.ts";
import { LEVELS } from "../../content/schema/question.ts";
import type { QuestionSummary } from "../contract/interview.ts";
import { createRandom } from "../simulation/random.ts";

export interface Draw {
  readonly role: InterviewRole;
  /** How many questions; fewer come where the role has no more. */
  readonly length: number;
  /** 0 to 2^32 - 1. The same seed draws the same. */
  readonly seed: number;
  /** When each question was last answered, by its id. */
  readonly answeredAt: ReadonlyMap<string, number>;
}

export function drawInterview(questions: readonly QuestionSummary[], draw: Draw): QuestionSummary[] {
  const { role, length, seed, answeredAt } = draw;
  const random = createRandom(seed);
  const fitting = questions.filter(({ level, topic }) => role.levels.includes(level) && role.topics[topic]);
  // By chance first; what was answered longest ago, or never, comes before the rest.
  const shuffled = fitting
    .map((question) => ({ question, chance: random.uint32() }))
    .sort((one, other) => one.chance - other.chance)
    .map(({ question }) => question)
    .sort((one, other) => (answeredAt.get(one.id) ?? 0) - (answeredAt.get(other.id) ?? 0));
  const drawn: QuestionSummary[] = [];
  while (drawn.length < length) {
    const next = nextTopic(drawn, shuffled, role);
    const question = shuffled.find((one) => one.topic === next && !drawn.includes(one));
    if (question === undefined) break;
    drawn.push(question);
  }
  return drawn.sort(
    (one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level) || one.number - other.number,
  );
}

/** The topic that has had least of its share, among those that have a question left. */
function nextTopic(
  drawn: readonly QuestionSummary[],
  pool: readonly QuestionSummary[],
  { topics }: InterviewRole,
): QuestionSummary["topic"] | undefined {
  const open = new Set(pool.filter((one) => !drawn.includes(one)).map(({ topic }) => topic));
  const had = (topic: QuestionSummary["topic"]) =>
    (drawn.filter((one) => one.topic === topic).length + 1) / (topics[topic] ?? 1);
  return [...open].sort((one, other) => had(one) - had(other) || one.localeCompare(other))[0];
}
