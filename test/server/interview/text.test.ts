// Words, sentences and clauses keep their places in the learner's text.
import { describe, expect, test } from "vitest";
import { splitClauses } from "../../../server/interview/clauses.ts";
import { INITIALS, initialOf, splitSentences, tokenize } from "../../../server/interview/text.ts";

const sentencesOf = (text: string) => {
  const tokens = tokenize(text);
  return splitSentences(tokens).map(({ from, to }) =>
    tokens
      .slice(from, to)
      .map(({ word }) => word)
      .join(" "),
  );
};
const clausesOf = (text: string) => {
  const tokens = tokenize(text);
  return splitClauses(tokens, splitSentences(tokens)).map(({ from, to }) =>
    tokens
      .slice(from, to)
      .map(({ word }) => word)
      .join(" "),
  );
};

describe("tokenize", () => {
  test("keeps the place of every word in the original text", () => {
    const text = "  Don’t re-send  event_id “2xx”!";
    expect(tokenize(text).map(({ word, start, end }) => [word, text.slice(start, end)])).toEqual([
      ["don't", "Don’t"],
      ["resend", "re-send"],
      ["event", "event"],
      ["id", "id"],
      ["2xx", "2xx"],
    ]);
  });

  test("gives forms of one word one stem, and https and http two", () => {
    const stems = tokenize("verify verified verifies https http").map(({ stem }) => stem);
    expect(new Set(stems.slice(0, 3)).size).toBe(1);
    expect(stems[3]).not.toBe(stems[4]);
  });
});

describe("initialOf", () => {
  test("is the same for words that begin alike, and a small number for all", () => {
    expect(initialOf("signature")).toBe(initialOf("si"));
    expect(initialOf("signature")).not.toBe(initialOf("secret"));
    for (const word of ["", "a", "zz", "überweisung", "签名", "🙂"]) {
      expect(initialOf(word)).toBeGreaterThanOrEqual(0);
      expect(initialOf(word)).toBeLessThan(INITIALS);
    }
  });

  test("is 0 where two letters are missing", () => {
    expect([initialOf(""), initialOf("a")]).toEqual([0, 0]);
  });
});

describe("splitSentences", () => {
  test("splits at stops, blank lines and list items", () => {
    expect(sentencesOf("One here. Two there!\n\nThree\n- four items\n- five items")).toEqual([
      "one here",
      "two there",
      "three",
      "four items",
      "five items",
    ]);
  });

  test("does not split at an abbreviation", () => {
    expect(sentencesOf("A provider, e.g. Stripe, sends it.")).toHaveLength(1);
  });
});

describe("splitClauses", () => {
  test("splits at punctuation and subordinators", () => {
    expect(clausesOf("I verify it, because anyone can call")).toEqual([
      "i verify it",
      "because anyone can call",
    ]);
  });

  test('splits at an "and" only when a subject of its own follows', () => {
    expect(clausesOf("they sign it and we check it")).toEqual(["they sign it", "and we check it"]);
    expect(clausesOf("verify and store the event")).toHaveLength(1);
  });

  test("begins a new clause after a condition without a comma", () => {
    expect(clausesOf("if my server is down the provider tries again")).toEqual([
      "if my server is down",
      "the provider tries again",
    ]);
  });

  test("leaves a definition whole", () => {
    expect(clausesOf("polling is when the client asks")).toHaveLength(1);
  });
});
