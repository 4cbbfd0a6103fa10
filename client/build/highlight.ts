// Colours code while the client is built, so that no highlighter travels to the browser.
import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import type { CodeLine, Token, TokenKind } from "../../content/schema/code.ts";

const theme = createCssVariablesTheme({ name: "tokens", variablePrefix: "--", variableDefaults: {} });

/** What the theme's names mean in the project's own few colours; everything else stays plain. */
const kinds: Readonly<Record<string, TokenKind>> = {
  "var(--token-keyword)": "keyword",
  "var(--token-string)": "string",
  "var(--token-string-expression)": "string",
  "var(--token-function)": "function",
  "var(--token-comment)": "comment",
  "var(--token-constant)": "number",
};

let highlighter: Promise<HighlighterCore> | undefined;

/** @param code TypeScript. @returns its lines; the texts of a line's tokens joined are that line again. */
export async function highlight(code: string): Promise<CodeLine[]> {
  highlighter ??= createHighlighterCore({
    themes: [theme],
    langs: [import("shiki/langs/typescript.mjs")],
    engine: createJavaScriptRegexEngine(),
  });
  const lines = (await highlighter).codeToTokensBase(code, { lang: "typescript", theme: "tokens" });
  return lines.map((line) => join(line.map(({ content, color }) => token(content, kinds[color ?? ""]))));
}

/** The theme calls many a name a constant, and every sign an operator: too much colour says nothing. */
const isTelling: Readonly<Record<TokenKind, RegExp>> = {
  keyword: /[a-z]|=>/,
  number: /^(\d|true|false|null|undefined)/,
  string: /./,
  function: /\w/,
  comment: /./,
};

function token(text: string, kind: TokenKind | undefined): Token {
  return kind !== undefined && isTelling[kind].test(text.trim()) ? [text, kind] : text;
}

/** Neighbours of the same kind become one: less to send, less to draw. */
function join(tokens: readonly Token[]): CodeLine {
  const joined: Token[] = [];
  for (const next of tokens) {
    const last = joined.at(-1);
    if (last !== undefined && kindOf(last) === kindOf(next)) {
      joined[joined.length - 1] =
        typeof last === "string" ? last + textOf(next) : [last[0] + textOf(next), last[1]];
    } else joined.push(next);
  }
  return joined;
}

const kindOf = (one: Token) => (typeof one === "string" ? null : one[1]);
const textOf = (one: Token) => (typeof one === "string" ? one : one[0]);
