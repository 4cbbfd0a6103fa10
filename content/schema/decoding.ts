// Reads what a text says in other spellings: escapes, URL encoding, and bytes in base64, in hex or as numbers.
import { textOfBase64, textOfBytes } from "./bytes.ts";

/** Everything that had to be decoded, as text; nothing where all stands in plain words. Bytes may be of escaped JSON. */
export function decoded(text: string): string {
  const plain = unescaped(text);
  const inside = runs.flatMap(({ form, read }) => (plain.match(form) ?? []).map(read)).map(unescaped);
  return (plain === text ? inside : [plain, ...inside]).join("\n");
}

/** First as in URLs, then as in JSON, also in JSON in JSON. */
const unescaped = (text: string): string =>
  text
    .replace(/(?:%[\da-f]{2})+/gi, textOfHex)
    .replace(/\\+u([\da-f]{4})/gi, (_all, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)));

interface RunOfBytes {
  /** Long enough to name somebody. That it begins where no other began keeps the search short. */
  readonly form: RegExp;
  /** What was no bytes at all makes no sense then, and does no harm. */
  readonly read: (run: string) => string;
}

const runs: readonly RunOfBytes[] = [
  { form: /(?<![\w+/-])[\w+/-]{24,}/g, read: remembered(textsOfWord) },
  { form: /<Buffer [\da-f ]+/g, read: (printed) => textOfHex(printed.slice("<Buffer".length)) },
  { form: /(?<!\d)(?:\d{1,3},\s*){17,}\d{1,3}/g, read: textOfNumbers },
];

/** As hex and as base64. A word may stand right before it, as in `data/eyJp`: of four places to begin, one is right. */
function textsOfWord(word: string): string {
  const hex = word.match(/[\da-f]{36,}/gi) ?? [];
  const usual = word.replaceAll("-", "+").replaceAll("_", "/");
  return [...hex.map(textOfHex), ...[0, 1, 2, 3].map((start) => textOfWhole(usual.slice(start)))].join("\n");
}

/** Without the one character that is left when all others are whole bytes. */
const textOfWhole = (base64: string): string =>
  textOfBase64(base64.length % 4 === 1 ? base64.slice(0, -1) : base64);

function textOfHex(hex: string): string {
  return textOfBytes((hex.match(/[\da-f]{2}/gi) ?? []).map((pair) => Number.parseInt(pair, 16)));
}

function textOfNumbers(list: string): string {
  return textOfBytes((list.match(/\d+/g) ?? []).map(Number));
}

/** Answers of the same kind carry the same words, such as an ETag, in schedule after schedule. */
function remembered(read: (run: string) => string): (run: string) => string {
  const known = new Map<string, string>();
  return (run) => {
    const before = known.get(run);
    if (before !== undefined) return before;
    if (run.length > LONGEST_REMEMBERED) return read(run);
    if (known.size >= MOST_REMEMBERED) known.clear();
    const text = read(run);
    known.set(run, text);
    return text;
  };
}

const MOST_REMEMBERED = 1_000;
const LONGEST_REMEMBERED = 200;
