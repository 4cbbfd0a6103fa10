// Decides whether an answer can be graded at all; what cannot is no zero but a request to write it differently.
import type { Gate } from "../contract/interview.ts";
import { functionShare, isShuffled } from "./prose.ts";
import type { Reading } from "./reading.ts";
import type { Token } from "./text.ts";
import { foreignWords, functionWords } from "./words.ts";

const MIN_CONTENT_WORDS = 3;
/** Beyond the words of the question. */
const MIN_OWN_WORDS = 2;

/** The reason why the answer cannot be graded, or null. The first that holds is told. */
export function findGate(reading: Reading, questionStems: ReadonlySet<string>): Gate | null {
  const { tokens } = reading;
  if (tokens.length === 0) return "empty";
  if (isForeign(reading)) return "not-english";
  if (isOtherTopic(tokens)) return "other-topic";
  const content = contentStems(tokens);
  if (content.size < MIN_CONTENT_WORDS) return "too-short";
  if ([...content].filter((stem) => !questionStems.has(stem)).length < MIN_OWN_WORDS) return "echo";
  const speaking = tokensOfKind(reading, (kind) => kind !== "about-grading");
  if (contentStems(speaking).size < MIN_CONTENT_WORDS) return "about-grading";
  return isWordList(reading, speaking) ? "word-list" : null;
}

export const gateMessages: Readonly<Record<Gate, string>> = {
  empty: "There is nothing here to grade yet. Write your answer as you would say it aloud.",
  "too-short": "This is too short to grade. Write at least two or three full sentences.",
  echo: "This repeats the question. Say in your own words what happens, and why.",
  "not-english":
    "Answers can be graded in English only. Your text is kept; write it in English to have it graded.",
  "other-topic":
    "This seems to speak about something else than webhooks. Say what the provider and your endpoint do.",
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

/** What no answer about webhooks can do without: one of the parties, or what passes between them. */
const ownTopic =
  /^(?:webhooks?|hooks?|(?:provider|stripe|github|shopify|slack|paypal|partner|vendor)(?:'?s)?|receivers?|endpoints?|deliver(?:y|ies|ed|s|ing)?|payloads?|brokers?|polling|polls?|they)$/;
const otherTopics =
  /^(?:react\w*|components?|render\w*|dom|css|html|buttons?|click\w*|scroll\w*|onclick|addeventlistener|listeners?|promises?|microtasks?|debounce\w*|browsers?|tabs?|cookies?|csrf|passwords?|login|bcrypt|salt\w*|sessions?|forms?|certificates?|authority|tcp|udp|packets?|segments?|sockets?|kernel|linux|ethernet|routers?|dns|indexeddb|npm|git|branch|commits|docker|kubernetes|pods?|jwt|oauth|graphql|redux|useeffect|mount\w*|thread\w*|garbage|compiler|pages?|sites?)$/;
const MIN_OTHER_TOPIC_WORDS = 4;
/** Somebody who compares with another topic names more of our own. */
const MAX_OWN_TOPIC_WORDS = 1;

function isOtherTopic(tokens: readonly Token[]): boolean {
  const distinct = new Set(tokens.map(({ word }) => word));
  const count = (topic: RegExp) => [...distinct].filter((word) => topic.test(word)).length;
  return count(otherTopics) >= MIN_OTHER_TOPIC_WORDS && count(ownTopic) <= MAX_OWN_TOPIC_WORDS;
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
