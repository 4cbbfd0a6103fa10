// `npm run learn-topics`: writes `server/interview/topic-weights.ts` anew from the labelled answers.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readAnswers, readQuestions } from "../../server/catalog/questions.ts";
import {
  answersToLearnFrom,
  isOffTopic,
  learnWeights,
  printWeights,
  readOtherTopics,
} from "./topic-weights.ts";

const root = join(import.meta.dirname, "..", "..");
const labelled = readQuestions(root).questions.flatMap(({ id }) => readAnswers(root, id));
const answers = [...answersToLearnFrom(labelled), ...readOtherTopics(root)];
const weights = learnWeights(answers);
writeFileSync(join(root, "server", "interview", "topic-weights.ts"), printWeights(weights));
console.log(
  `${weights.size} stems from ${answers.length} answers, ${answers.filter(isOffTopic).length} of them about other topics.`,
);
