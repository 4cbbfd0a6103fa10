// A shared counterexample: what is written can be read, and what does not fit is refused with its reason.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readShared, writeShared } from "../../../client/prover/share.ts";

const found = {
  token: "t1",
  invariant: "effect-at-most-once",
  sentence: "Order 1042 ships twice.",
  scenario: "payments",
  scheme: "standard-v1",
  seed: 1,
} as const;
const files = { "handler.ts": "export default app; // ✓\n", "verify.ts": "" };
const { name, text } = writeShared(found, files);
const document = JSON.parse(text) as Record<string, unknown>;
const reading = (change: object) => readShared(JSON.stringify({ ...document, ...change }));
const problemOf = (change: object) => {
  const read = reading(change);
  return "problem" in read ? read.problem : "";
};

test("comes back as it was given away, under a name that says what it is", () => {
  expect(name).toBe("effect-at-most-once.hookproof.json");
  expect(readShared(text)).toEqual({ shared: { case: found, files } });
});

describe("is refused, with what is wrong", () => {
  test.each([
    ["no JSON", "{", /no JSON/],
    ["another JSON", "[]", /^This file is JSON, but no counterexample of Hookproof\. Choose a file/],
    ["a JSON text", "null", /^This file is JSON, but no counterexample/],
    ["not ours", "{}", /no counterexample.*Choose a file that ends in \.hookproof\.json/],
  ])("when it is %s", (_title, given, words) => {
    const read = readShared(given);
    expect("problem" in read ? read.problem : "").toMatch(words);
  });

  test.each<[string, object, RegExp]>([
    ["of another version", { version: 2 }, /version is 2; this Hookproof reads version 1\. Update the older/],
    ["of no version", { version: undefined }, /version is missing; this Hookproof reads version 1/],
    ["without a token", { token: "" }, /lacks a part of its schedule.*: token\. Ask whoever shared it/],
    ["without most of it", { token: 1, seed: 1.5, sentence: null }, /: token, sentence, seed\. Ask/],
    [
      "about an invariant that is not known here",
      { invariant: "always-right" },
      /invariant is "always-right", which this Hookproof does not know\. Update/,
    ],
    ["with a scheme that is not known here", { scheme: "rot13" }, /scheme is "rot13", which .* not know/],
    ["with a scheme that is none", { scheme: 13 }, /lacks a part.*: scheme\./],
    ["without code", { files: null }, /holds no code\. Ask whoever shared it/],
    ["without a handler", { files: { "verify.ts": "" } }, /no handler\.ts/],
    ["with a path for a name", { files: { "handler.ts": "", "../x.ts": "" } }, /no name for a file/],
    ["with a file that is no text", { files: { "handler.ts": 1 } }, /no text/],
    ["with too large a file", { files: { "handler.ts": "x".repeat(200_001) } }, /longer than 200000/],
  ])("when it is %s", (_title, change, words) => {
    expect(problemOf(change)).toMatch(words);
  });

  test("when it has too many files", () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`f${index}.ts`, ""]));
    expect(problemOf({ files: { ...many, "handler.ts": "" } })).toMatch(/22 files/);
  });
});

test("whatever a file holds, reading it gives code or a reason", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map((some) => JSON.stringify({ ...document, ...some })),
      ),
      (given) => {
        const read = readShared(given);
        if ("problem" in read) expect(read.problem).toMatch(/^\S.*\.$/);
        else expect(read.shared.files).toHaveProperty(["handler.ts"]);
      },
    ),
    { seed: 42 },
  );
});
