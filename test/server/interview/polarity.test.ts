// Denied and supposed statements are told from claims.
import { describe, expect, test } from "vitest";
import { readAnswer } from "../../../server/interview/reading.ts";

/** The words that an odd number of negations cover. */
function deniedIn(text: string): string {
  const { tokens, negated } = readAnswer(text);
  return tokens.flatMap(({ word }, index) => (negated[index] ? [word] : [])).join(" ");
}
const isDenied = (text: string, word: string) => deniedIn(text).split(" ").includes(word);
const assertedIn = (text: string) => readAnswer(text).asserted;

describe("negation", () => {
  test.each([
    ["You do not need to verify it.", "verify"],
    ["You don't have to verify it.", "verify"],
    ["Never verify anything here.", "verify"],
    ["There is no need to verify it.", "verify"],
    ["It is not true that you must verify it.", "verify"],
    ["It is a myth that you must verify it.", "verify"],
    ["Nobody should claim that you must verify it.", "verify"],
    ["I don't believe that they verify it.", "verify"],
    ["To verify it is a waste of time.", "verify"],
    ["Verification is optional.", "verification"],
    ["Send it without verification.", "verification"],
    ["Use a queue instead of verification.", "verification"],
    ["That you must verify it is simply not true.", "verify"],
    ["It does not retry and does not give up.", "retry"],
    ["It does not retry and does not give up.", "give"],
    ["Don't just verify it.", "verify"],
  ])("covers the claim in: %s", (text, word) => {
    expect(isDenied(text, word)).toBe(true);
  });

  test.each([
    ["Never skip verification.", "verification"],
    ["It is not a myth that you verify it.", "verify"],
    ["Not only verify it but also store it.", "verify"],
    ["It is a myth that TLS is enough, but you must verify it.", "verify"],
    ["Without a check anyone can post, so verify it.", "verify"],
    ["Hash the raw body, not the parsed one.", "raw"],
    ["A nightly sync finds events that never arrived.", "sync"],
    ["Why not verify it?", "verify"],
    ["We verify it, and throw when it is wrong.", "verify"],
    ["A dispute opens, and they verify it.", "verify"],
    ["No matter what, verify it.", "verify"],
    ["The ids lie in a table that we check.", "check"],
    ["When in doubt, verify it.", "verify"],
    ["If the handler doesn't say OK, the event is sent again.", "sent"],
    ["We don't accept requests, we check the signature first.", "check"],
  ])("spares the claim in: %s", (text, word) => {
    expect(isDenied(text, word)).toBe(false);
  });

  test("ends where a new subject begins", () => {
    expect(isDenied("Without a signature anyone can post.", "signature")).toBe(true);
    expect(isDenied("Without a signature anyone can post.", "post")).toBe(false);
  });

  test("does not count a wrapper's own negation twice", () => {
    expect(isDenied("Nobody should think that TLS is enough.", "enough")).toBe(true);
  });
});

test("people disclaim what they would not say; a timeout that does not say it disclaims nothing", () => {
  const isDisclaimed = (text: string) => readAnswer(text).disclaimed.at(-1);
  expect(isDisclaimed("I would not say that they verify it.")).toBe(true);
  expect(isDisclaimed("A timeout does not say that they verify it.")).toBe(false);
});

describe("assertion", () => {
  test("holds for a plain claim and for a definition", () => {
    expect(assertedIn("HTTPS is enough.")).toEqual([true]);
    expect(assertedIn("Polling is when the client asks.")).toEqual([true]);
    expect(assertedIn("It is used to sign each request.")).toEqual([true]);
  });

  test.each([
    "If HTTPS were enough",
    "HTTPS would be enough.",
    "Is HTTPS enough?",
    "Many people think HTTPS is enough.",
    "A colleague of mine insisted HTTPS is enough.",
    "We used to think HTTPS is enough.",
    "We used to answer first.",
    "A lot of teams believe HTTPS is enough.",
    "I thought at first HTTPS is enough.",
    "Imagine HTTPS is enough.",
  ])("is missing in: %s", (text) => {
    expect(assertedIn(text)).toEqual([false]);
  });
});
