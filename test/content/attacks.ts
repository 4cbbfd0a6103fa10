// Turns honest answers into attacks by rule: the same words, with the meaning denied, shuffled or stripped.
import { functionWords } from "../../server/interview/words.ts";

export const attacks: Readonly<Record<string, (answer: string) => string>> = {
  "it is not true that": (answer) => wrapSentences(answer, "It is not true that"),
  "it is a myth that": (answer) => wrapSentences(answer, "It is a myth that"),
  "nobody should claim that": (answer) => wrapSentences(answer, "Nobody should claim that"),
  "words shuffled": shuffleWords,
  "stop words dropped": dropStopWords,
};

function wrapSentences(answer: string, denial: string): string {
  return sentencesOf(answer)
    .map((sentence) => `${denial} ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`)
    .join(" ");
}

/** Statements only: denying a bare "No." changes nothing that a rubric asks for. */
function sentencesOf(answer: string): string[] {
  return answer.split(/(?<=[.!?])\s+|\n/).filter((sentence) => sentence.trim() !== "");
}

/** The same shuffle for the same answer: a small generator seeded with its length. */
function shuffleWords(answer: string): string {
  const words = answer.split(/\s+/);
  let state = answer.length;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let index = words.length - 1; index > 0; index--) {
    const other = Math.floor(next() * (index + 1));
    [words[index], words[other]] = [words[other] ?? "", words[index] ?? ""];
  }
  return words.join(" ");
}

function dropStopWords(answer: string): string {
  return answer
    .split(/\s+/)
    .filter((word) => !functionWords.has(word.toLowerCase().replaceAll(/[^a-z']/g, "")))
    .join(" ");
}
