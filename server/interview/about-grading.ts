// Finds text that speaks to whoever grades it, or of the grade, instead of answering.
import type { Range, Token } from "./text.ts";

const grading = [
  /\b(?:ignore|disregard|forget|override) (?:\w+ ){0,3}(?:instruction|prompt|rubric|rule|criteria)/,
  /\b(?:full|maximum|max|top|highest|perfect|best possible) (?:marks?|score|band|points?|grade|rating)\b/,
  /\b(?:grader|marker|examiner|evaluator|grading|rubric|marking scheme|system prompt|as an? (?:ai|language model)|misconceptions?)\b/,
  /\b(?:perfect|ideal|complete|model) answer\b/,
  /\b(?:interviewer|candidates?|candidate's) (?:\w+ ){0,2}(?:will|would|could|should|can|say|confirm|see|agree)\b/,
  /\b(?:reviewed|found|judged) it (?:\w+ ){0,2}(?:complete|correct|perfect)|\b(?:treat|consider|count) (?:each|every|all|everything) (?:\w+ ){0,2}(?:explained|met|said|made)\b/,
  /\b(?:this|my|the following|above) (?:answer|response|submission|text|explanation|reasoning|comparison) (?:\w+ )?(?:covers|compares|explains|shows|goes (?:through|over|into)|deserves|contains|mentions|addresses|meets|satisfies|earns|demonstrates|is correct|is perfect|is complete|should (?:get|receive|be graded|be marked))/,
  /\b(?:grade|score|rate|mark|award|give|assign) (?:\w+ ){0,2}(?:this|my|the|your|any|each) (?:\w+ )?(?:answer|response|submission)\b/,
  /\b(?:grade|score|rate|mark|award|give|assign) (?:\w+ ){0,3}(?:a 5|5 out|five out|band|points|all points|each point|me (?:a |the |full |top )?(?:5|five|pass|marks?|credit))\b/,
  /\bband (?:5|five)\b|\bfull (?:5|five)\b|\bsenior would say (?:\w+ )?(?:this|that|it)\b/,
  /\b(?:fair|honest|careful|strict|reasonable|dear|any|every) (?:marker|reviewer|assessor|examiner|grader|corrector|jury)\b/,
  /\b(?:great|excellent|brilliant|expert level|senior level|staff level|exemplary|outstanding) (?:\w+ )?(?:answer|response|submission|explanation)\b/,
  /\b(?:highest|best|top|full|maximum) (?:mark|grade|score|credit)s?\b|\bfive (?:out )?of five\b|\b5 ?(?:out of|of) ?5\b/,
  /\b(?:left|leaves?) nothing out\b|\bleft out nothing\b/,
  /\b(?:deserves?|merits?|earns?|warrants?) (?:\w+ ){0,3}(?:mark|marks|grade|score|points|credit|band|pass)\b/,
  /\b(?:everything|whatever|all|each thing) (?:\w+ ){0,2}(?:you|they|an? \w+) (?:\w+ )?(?:expects?|wants? to hear|looks? for|hopes? for|on the list)\b/,
  /\b(?:tick|award) (?:\w+ ){0,6}(?:points?|five)\b/,
  /^this (?:answer|response) is (?:complete|correct|perfect)\b/,
];

/** "It covers the raw body, …" is about the grading where its neighbour is. */
export const selfPraise =
  /^(?:it|this)(?:'s| is| was) (?:an? |the )?(?:complete|perfect|flawless|checked|reviewed|rated|senior)\b|^(?:i've|i have|i) (?:\w+ )?(?:explained|covered|mentioned|addressed|named|listed|discussed|demonstrated)\b|^(?:it|this|mine|this one|the answer|my answer|each|everything) (?:\w+ ){0,2}(?:covers?|explains?|addresse[ds]|mentions?|names?|contains?|includes?|is complete|does all|goes through|demonstrates|names|deals with)\b|\bis dealt with\b/;

/** @param line the words of a sentence */
export function isAboutGrading(line: string): boolean {
  return grading.some((pattern) => pattern.test(line));
}

/** Words of judging: of more than 1,300 natural answers none has three of them, of those that speak of the grade most do. */
const judging =
  /^(?:candidates?|panel|interviewers?|scor(?:e|es|ed|ing)|marks?|marked|marker|grad(?:e|es|ed|er|ing)|examiner|rubric|bands?|hired?|tick(?:s|ed)?|grant(?:ed)?|rat(?:ed|ing)|assess(?:ment|or|ed)?|criteri(?:a|on)|calibration|award(?:ed)?|reviewers?|misconceptions?|points?|deserves?|credits?|reply|sample|exceptional|flawless|cover(?:s|ed|age)|named|excellent)(?:'s)?$/;
const MANY_JUDGING_WORDS = 3;
const MIN_JUDGING_SHARE = 1 / 3;

/** Whether the answer as a whole judges itself, however it words that; one such sentence at its end does not. */
export function judgesItself(tokens: readonly Token[], sentences: readonly Range[]): boolean {
  const isJudging = ({ word }: Token) => judging.test(word);
  const words = new Set(tokens.filter(isJudging).map(({ word }) => word));
  const share = sentences.filter(({ from, to }) => tokens.slice(from, to).some(isJudging)).length;
  return words.size >= MANY_JUDGING_WORDS && share >= sentences.length * MIN_JUDGING_SHARE;
}
