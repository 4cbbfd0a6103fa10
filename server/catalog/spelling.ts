// Checks the spelling of everything that content says to a reader, by a dictionary and the terms of the field.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createProcessor } from "@mdx-js/mdx";
import dictionary from "dictionary-en-gb";
import nspell from "nspell";
import type { ContentProblem } from "../../content/schema/problem.ts";
import { parseYaml } from "../../content/schema/yaml.ts";

/** Words of the field and names, one on each line; `#` begins a remark. */
export const TERMS_FILE = "content/dictionary.txt";

/** Keys of YAML whose text is read by people; everything else is an id, a pattern or code. */
const spoken = new Set(
  "title summary label about claim asks lesson question text feedback sentence story task why tradeOff prompt answer reference missed met explain followUp".split(
    " ",
  ),
);
/** Lists of sentences. */
const spokenLists = new Set(["hints", "story"]);

/** @returns a problem for each unit and word that no dictionary has. @param root the project's root. */
export function findSpellingFaults(root: string): ContentProblem[] {
  const speller = nspell({ aff: Buffer.from(dictionary.aff), dic: Buffer.from(dictionary.dic) });
  let suggested = 0;
  for (const term of readTerms(root)) speller.add(term);
  return globSync("content/{designs,lessons,labs,questions,scenarios,templates}/*/*.{yaml,mdx}", {
    cwd: root,
  })
    .sort()
    .flatMap((unit) => {
      const texts = readTexts(readFileSync(join(root, unit), "utf8"), unit.endsWith(".mdx"));
      const words = new Set(texts.flatMap(wordsOf));
      return [...words]
        .filter((word) => !isKnown(word, speller.correct.bind(speller)))
        .map((word) => {
          suggested += 1;
          const [best] = suggested <= MOST_SUGGESTIONS ? speller.suggest(word) : [];
          const meant = best === undefined ? "" : ` Did you mean "${best}"?`;
          const remedy = `"${word}" is in none.${meant} A term of the field belongs into ${TERMS_FILE}.`;
          return { unit: `${dirname(unit)}/${unit.split("/").at(-1)}`, rule: RULE, remedy };
        });
    });
}

/** One takes up to a third of a second. */
const MOST_SUGGESTIONS = 20;
const RULE = "Every word is in the dictionary.";

function readTerms(root: string): string[] {
  return globSync(TERMS_FILE, { cwd: root }).flatMap((path) =>
    readFileSync(join(root, path), "utf8")
      .split("\n")
      .map((line) => line.replace(/#.*/, "").trim())
      .filter((line) => line !== ""),
  );
}

/** Plain words only: what holds digits, signs or capitals inside is a name or code. */
function wordsOf(text: string): string[] {
  const told = text.replaceAll(/`[^`]*`|https?:\S+|\S*[@_/\\=<>{}()[\]]\S*/g, " ").replaceAll("’", "'");
  const tokens = told.split(/[^\p{L}\p{N}'.-]+/u);
  return tokens
    .filter((token) => !/\d|\p{Ll}\p{Lu}|\p{Lu}{2}|\w\.\w/u.test(token))
    .flatMap((token) => token.split(/[-.]+/))
    .map((word) => word.replaceAll(/^'+|'+$/g, ""))
    .filter((word) => /^\p{L}[\p{L}']+$/u.test(word));
}

function isKnown(word: string, isCorrect: (word: string) => boolean): boolean {
  const plain = word.replace(/'s$/, "");
  return isCorrect(word) || isCorrect(plain) || isCorrect(plain.toLowerCase());
}

function readTexts(source: string, isProse: boolean): string[] {
  try {
    return isProse
      ? [...proseIn(createProcessor().parse(source) as Node)]
      : [...spokenIn(parseYaml(source), false)];
  } catch {
    // What cannot be read is told of by its own reader.
    return [];
  }
}

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly children?: readonly Node[];
}

function* proseIn(node: Node): Generator<string> {
  if (node.type === "text" && typeof node.value === "string") yield node.value;
  for (const child of node.children ?? []) yield* proseIn(child);
}

function* spokenIn(value: unknown, isSpoken: boolean): Generator<string> {
  if (typeof value === "string" && isSpoken) yield value;
  if (Array.isArray(value)) for (const item of value) yield* spokenIn(item, isSpoken);
  else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const isText = typeof inner === "string" ? spoken.has(key) : spokenLists.has(key);
      yield* spokenIn(inner, isText);
    }
  }
}
