// Decides whether an answer can be graded at all; what cannot is no zero but a request to write it differently.
import type { Gate } from "../contract/interview.ts";
import { judgesItself } from "./about-grading.ts";
import { functionShare, isShuffled } from "./prose.ts";
import type { Reading } from "./reading.ts";
import type { Rubric } from "./rubric.ts";
import type { Token } from "./text.ts";
import { isOtherTopic } from "./topics.ts";
import { foreignWords, functionWords } from "./words.ts";

const MIN_CONTENT_WORDS = 3;
/** Beyond the words of the question. */
const MIN_OWN_WORDS = 2;

/** The reason why the answer cannot be graded, or null. The first that holds is told. */
export function findGate(
  reading: Reading,
  { questionStems, homeStems }: Pick<Rubric, "questionStems" | "homeStems">,
): Gate | null {
  const { tokens } = reading;
  if (tokens.length === 0) return "empty";
  if (isForeign(reading)) return "not-english";
  if (isOtherTopic(reading, homeStems)) return "other-topic";
  const content = contentStems(tokens);
  if (content.size < MIN_CONTENT_WORDS) return "too-short";
  if ([...content].filter((stem) => !questionStems.has(stem)).length < MIN_OWN_WORDS) return "echo";
  const speaking = tokensOfKind(reading, (kind) => kind !== "about-grading");
  if (contentStems(speaking).size < MIN_CONTENT_WORDS || judgesItself(tokens, reading.sentences)) {
    return "about-grading";
  }
  return isWordList(reading, speaking) ? "word-list" : null;
}

export const gateMessages: Readonly<Record<Gate, string>> = {
  empty: "There is nothing here to grade yet. Write your answer as you would say it aloud.",
  "too-short": "This is too short to grade. Write at least two or three full sentences.",
  echo: "This repeats the question. Say in your own words what happens, and why.",
  "not-english":
    "Answers can be graded in English only. Your text is kept; write it in English to have it graded.",
  "other-topic":
    "This seems to speak about something else than webhooks. Say what the provider and your endpoint do; and if it is a comparison, which part stands for which of them.",
  "word-list":
    "This reads like a list of words, so nobody can tell what you claim about them. Write full sentences: who does what, and why.",
  "about-grading":
    "This speaks about the grading, which is no evidence. Answer the question itself, as you would to an interviewer.",
};

function contentStems(tokens: readonly Token[]): Set<string> {
  return new Set(
    tokens
      .filter(({ word }) => !functionWords.has(word) && /\p{L}{2}|\d/u.test(word))
      .map(({ stem }) => stem),
  );
}

function tokensOfKind(
  { tokens, sentences, kinds }: Reading,
  keep: (kind: Reading["kinds"][number]) => boolean,
) {
  return sentences.flatMap(({ from, to }, index) => {
    const kind = kinds[index];
    return kind !== undefined && keep(kind) ? tokens.slice(from, to) : [];
  });
}

const MAX_FOREIGN_LETTERS_SHARE = 0.3;
const MIN_FOREIGN_WORDS_SHARE = 0.12;

function isForeign({ text, tokens }: Reading): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters > 0 && (letters - latin) / letters > MAX_FOREIGN_LETTERS_SHARE) return true;
  const foreign = tokens.filter(({ word }) => foreignWords.has(word) && !functionWords.has(word)).length;
  const english = tokens.filter(({ word }) => functionWords.has(word) && !foreignWords.has(word)).length;
  return foreign >= 2 && foreign > english && foreign / tokens.length >= MIN_FOREIGN_WORDS_SHARE;
}

const MAX_LISTED_SHARE = 0.6;
const MIN_WORDS_TO_JUDGE = 8;
const MIN_FUNCTION_SHARE = 0.17;

function isWordList(reading: Reading, speaking: readonly Token[]): boolean {
  if (speaking.length < MIN_WORDS_TO_JUDGE) return false;
  const listed = tokensOfKind(reading, (kind) => kind === "list").length;
  if (listed / speaking.length > MAX_LISTED_SHARE) return true;
  return functionShare(speaking) < MIN_FUNCTION_SHARE || isShuffled(speaking);
}
