// Learns from labelled answers which words speak for webhooks and which for another topic, and writes it as a module.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { LabelledAnswer } from "../../content/schema/question.ts";
import { tokenize } from "../../server/interview/text.ts";
import { topicalStems } from "../../server/interview/topics.ts";

type Learned = Pick<LabelledAnswer, "text" | "kind" | "voice" | "round">;

export const isOffTopic = ({ kind, voice }: Learned) => kind === "attack" && voice === "other-topic";

/** How often each side must be taken to have said a word that it did not: a word seen once proves nothing yet. */
const UNSEEN = 2;
/** So that no word outweighs many others: the common words of webhooks are at home in other topics, too. */
const MOST = 1;

/**
 * For each stem the logarithm, rounded towards nothing, of how much likelier it is in a natural answer than in one about
 * another topic. Stems that tell nothing are left out.
 */
export function learnWeights(answers: readonly Learned[]): Map<string, number> {
  const own = countStems(answers.filter(({ kind }) => kind === "natural"));
  const other = countStems(answers.filter(isOffTopic));
  const scale = sum(own) / sum(other);
  const weightOf = (stem: string) => {
    const odds = ((own.get(stem) ?? 0) + UNSEEN) / ((other.get(stem) ?? 0) * scale + UNSEEN);
    return Math.trunc(Math.min(MOST, Math.log(odds)));
  };
  const stems = [...new Set([...own.keys(), ...other.keys()])].sort();
  return new Map(stems.map((stem) => [stem, weightOf(stem)] as const).filter(([, weight]) => weight !== 0));
}

/** In how many of the answers each stem stands. */
function countStems(answers: readonly Learned[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of answers) {
    for (const stem of topicalStems(tokenize(text))) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return counts;
}

const sum = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((total, one) => total + one, 0);

/** Answers about all sorts of other things, written for this purpose only: one subject each. */
export function readOtherTopics(root: string): Learned[] {
  const lines = readFileSync(join(root, "test", "evaluate", "other-topics.jsonl"), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => {
    const { text } = OtherTopic.parse(JSON.parse(line));
    return { text, kind: "attack", voice: "other-topic", round: 0 };
  });
}

const OtherTopic = z.strictObject({ subject: z.string(), text: z.string() });

/** The newest round judges the grader, so nothing is learned from it. */
export function answersToLearnFrom<Answer extends Learned>(answers: readonly Answer[]): Answer[] {
  const newest = Math.max(...answers.map(({ round }) => round));
  return answers.filter(({ round }) => round < newest);
}

/** The module's text: the same bytes for the same answers, in whatever order they come. */
export function printWeights(weights: ReadonlyMap<string, number>): string {
  const byWeight = Map.groupBy(weights.keys(), (stem) => weights.get(stem) ?? 0);
  const groups = [...byWeight].sort(([one], [other]) => other - one);
  const printed = groups.map(([weight, stems]) => `  [\n    ${weight},\n    \`\n${wrap(stems)}\`,\n  ],`);
  return `// Written by \`npm run learn-topics\`: how much the stem of a word speaks for webhooks, or for another topic.
export const stemsByWeight: readonly (readonly [weight: number, stems: string])[] = [
${printed.join("\n")}
];
`;
}

const LINE_WIDTH = 110;

function wrap(stems: readonly string[]): string {
  const lines: string[] = [];
  for (const stem of stems) {
    const longer = lines.length === 0 ? stem : `${lines.at(-1)} ${stem}`;
    if (lines.length > 0 && longer.length <= LINE_WIDTH) lines[lines.length - 1] = longer;
    else lines.push(stem);
  }
  return lines.join("\n");
}
