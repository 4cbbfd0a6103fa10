// @vitest-environment node
// What the build makes of a lesson: highlighted code that is still the code, and data that the page can use.
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { highlight } from "../../../client/build/highlight.ts";
import { readLessonData } from "../../../client/build/lessons.ts";
import { textOfCode } from "../../../content/schema/code.ts";
import { readLessons } from "../../../server/catalog/lessons.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

describe("highlight", () => {
  test("gives tokens whose texts are the code again", async () => {
    const code = 'const a: string = "x"; // note\n\nawait run();';
    expect(textOfCode({ lines: await highlight(code), regions: [] })).toBe(code);
  });

  test("tells words of the language, strings, calls, comments and numbers apart, and leaves the rest plain", async () => {
    const [line] = await highlight('await send("x", 1, y); // done');
    expect(line).toEqual([
      ["await", "keyword"],
      " ",
      ["send", "function"],
      "(",
      ['"x"', "string"],
      ", ",
      ["1", "number"],
      ", y); ",
      ["// done", "comment"],
    ]);
  });
});

test("every handler that a page shows or runs arrives as it is in its file, without markers", async () => {
  for (const { lesson, handlers } of readLessons(root).units) {
    const { code, world } = await readLessonData(`${root}content/lessons/${lesson.id}`);
    for (const [id, { role }] of Object.entries(lesson.handlers)) {
      const built = code[id];
      if (role === "defect") expect(built).toBeUndefined();
      else expect(built && textOfCode(built)).toBe(handlers[id]?.text.trimEnd());
    }
    expect(Object.keys(world.orders).length).toBeGreaterThan(0);
  }
});
