// Patterns are found as written, and the window that holds them is the shortest one.
import { describe, expect, test } from "vitest";
import { findEvidence, findGroup } from "../../../server/interview/matching.ts";
import { readAnswer } from "../../../server/interview/reading.ts";
import { compileGroup } from "../../../server/interview/rubric.ts";
import { spanOf } from "../../../server/interview/text.ts";

const entry = (all: string[][]) => all.map((group) => compileGroup(group));
const finds = (pattern: string, text: string) =>
  findGroup(readAnswer(text), compileGroup([pattern])).some(({ isWeak }) => !isWeak);

describe("patterns", () => {
  test.each([
    ["verify", "I verified it.", true],
    ["sign*", "The signature is there.", true],
    ["sign", "The signature is there.", false],
    ["s*", "The signature is there.", true],
    ["x", "Take x and send it.", true],
    ["über*", "It is called Überweisung.", true],
    ["verify", "The vendor is very friendly.", false],
    ["raw body", "Take the raw body.", true],
    ["raw body", "Take the raw request body.", false],
    ["raw * body", "Take the raw unparsed request body.", true],
    ["raw * body", "Take the raw one. A body comes later.", false],
    ["raw * body", "Raw one two three four five body.", false],
    ["trust", "Do not trust it.", false],
    ["!trust", "Do not trust it.", true],
    ["!trust", "Trust it.", false],
    ["~trust", "Do not trust it.", true],
    ["~trust", "It is a myth that you trust it.", false],
    ["!trust * payload", "Do not trust the payload.", true],
    ["^no", "No, they cannot.", true],
    ["^no", "There is no such thing.", false],
  ])("%s in %j: %s", (pattern, text, expected) => {
    expect(finds(pattern, text)).toBe(expected);
  });

  test("count only weakly where they are supposed", () => {
    const hits = findGroup(readAnswer("If you do not verify it"), compileGroup(["verify"]));
    expect(hits).toEqual([{ from: 4, to: 5, isCommon: false, isWeak: true }]);
  });
});

describe("findEvidence", () => {
  const evidence = (text: string, all: string[][], ignored: string[] = []) => {
    const reading = readAnswer(text);
    const found = findEvidence(reading, entry(all), new Set(ignored));
    return found && { ...found, quote: text.slice(...spanOf(reading.tokens, found.window)) };
  };

  test("takes the shortest run of clauses that holds all groups", () => {
    const text = "We check a lot, the signature comes first, and we check the signature again.";
    expect(evidence(text, [["signature"], ["check"]])?.quote).toBe("and we check the signature again");
  });

  test("reaches over two sentences and not over three", () => {
    const groups = [["signature"], ["check"]];
    expect(evidence("There is a signature. I check it.", groups)?.isComplete).toBe(true);
    expect(evidence("There is a signature. It is long. I check it.", groups)?.isComplete).toBe(false);
  });

  test("says how much of an entry was found", () => {
    expect(evidence("The signature is there.", [["signature"], ["check"]])).toMatchObject({
      found: 1,
      of: 2,
    });
    expect(evidence("Nothing of the kind.", [["signature"], ["check"]])).toBeNull();
  });

  test("gives nothing for the question's own words alone", () => {
    expect(evidence("My webhook is there.", [["webhook"], ["check"]], ["webhook"])).toBeNull();
  });
});
