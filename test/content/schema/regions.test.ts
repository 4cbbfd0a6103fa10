// Regions of code: read, quoted and blanked.
import { describe, expect, test } from "vitest";
import { quoteLines, quoteStages } from "../../../content/schema/code.ts";
import { blankRegions, readRegions, replaceRegions } from "../../../content/schema/regions.ts";

const source = `const a = 1;
// #region outer
// #region first
  one();

// #endregion
  two();
// #region second
    three();
// #endregion
// #endregion
const b = 2;`;

const highlighted = () => {
  const { text, regions } = readRegions(source);
  return { lines: text.split("\n").map((line) => [line]), regions };
};

describe("readRegions", () => {
  test("takes the markers out and counts lines without them", () => {
    const { text, regions, problems } = readRegions(source);
    expect(text.split("\n")).toEqual([
      "const a = 1;",
      "  one();",
      "",
      "  two();",
      "    three();",
      "const b = 2;",
    ]);
    expect(regions).toEqual([
      { name: "outer", from: 2, to: 5 },
      { name: "first", from: 2, to: 3 },
      { name: "second", from: 5, to: 5 },
    ]);
    expect(problems).toEqual([]);
  });

  test.each([
    ["// #region a\ncode", 'Region "a" never ends.'],
    ["code\n// #endregion", "A region ends after line 1 that never opened."],
    ["// #region a\n// #endregion", 'Region "a" is empty.'],
    ["// #region a\nx\n// #endregion\n// #region a\ny\n// #endregion", 'Region "a" opens twice.'],
  ])("says what is wrong with %j", (text, problem) => {
    expect(readRegions(text).problems).toEqual([problem]);
  });
});

describe("blankRegions", () => {
  test("puts the task where the code was, at its indentation", () => {
    const { text } = readRegions(blankRegions(source, { second: "Your turn:\n  three" }));
    expect(text.split("\n").slice(3)).toEqual([
      "  two();",
      "    // Your turn:",
      "    //   three",
      "const b = 2;",
    ]);
  });
});

describe("replaceRegions", () => {
  test("puts other code where the code was, at its indentation, and keeps the region", () => {
    const { text, regions } = readRegions(replaceRegions(source, { second: "if (four) {\n  five();\n}\n" }));
    expect(text.split("\n").slice(3)).toEqual([
      "  two();",
      "    if (four) {",
      "      five();",
      "    }",
      "const b = 2;",
    ]);
    expect(regions.map(({ name }) => name)).toContain("second");
  });

  test("takes what lies inside of a region with it, and a region away for an empty text", () => {
    const { text, regions } = readRegions(replaceRegions(source, { outer: "" }));
    expect(text).toBe("const a = 1;\nconst b = 2;");
    expect(regions.map(({ name }) => name)).toEqual(["outer"]);
  });

  test("changes nothing for a region that is not there", () => {
    expect(replaceRegions(source, { third: "?" })).toBe(source);
  });
});

describe("quoting", () => {
  test("gives a region's lines without the indentation that they share", () => {
    expect(quoteLines(highlighted(), "outer").map((line) => line.join(""))).toEqual([
      "one();",
      "",
      "two();",
      "  three();",
    ]);
  });

  test("labels the stages inside a region and drops blank lines at their ends", () => {
    const stages = quoteStages(highlighted(), "outer").map(({ stage, lines }) => [stage, lines.length]);
    expect(stages).toEqual([
      ["first", 1],
      [null, 1],
      ["second", 1],
    ]);
  });

  test("refuses a region that does not exist", () => {
    expect(() => quoteLines(highlighted(), "none")).toThrow('no region "none"');
  });
});
