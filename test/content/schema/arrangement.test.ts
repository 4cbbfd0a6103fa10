// Lines to be put in order: which orders count, and what is told of one that does not.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ArrangedLine, firstTooEarly, scramble } from "../../../content/schema/arrangement.ts";

const line = (id: string, ...after: string[]): ArrangedLine => ({
  id,
  text: id,
  after,
  why: `${id} is early`,
});
const lines = [line("raw"), line("verify", "raw"), line("log", "raw"), line("work", "verify")];
const inOrder = (...ids: string[]) => ids.map((id) => lines.find((one) => one.id === id) as ArrangedLine);

describe("an order", () => {
  test("counts when every line comes after those it needs, whatever else", () => {
    expect(firstTooEarly(lines)).toBeNull();
    expect(firstTooEarly(inOrder("raw", "log", "verify", "work"))).toBeNull();
  });

  test("does not count otherwise, and the first line that is too early is told", () => {
    expect(firstTooEarly(inOrder("raw", "work", "verify", "log"))?.id).toBe("work");
    expect(firstTooEarly(inOrder("log", "raw", "verify", "work"))?.id).toBe("log");
  });
});

test("the order at first holds every line once, is always the same, and is wrong where one can be", () => {
  const chains = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 3, maxLength: 9 });
  fc.assert(
    fc.property(chains, (ids) => {
      const chain = ids.map((id, index) => line(id, ...ids.slice(Math.max(0, index - 1), index)));
      const mixed = scramble(chain);
      expect(mixed.map(({ id }) => id).sort()).toEqual([...ids].sort());
      expect(scramble(chain)).toEqual(mixed);
      expect(firstTooEarly(mixed)).not.toBeNull();
    }),
    { seed: 1 },
  );
});
