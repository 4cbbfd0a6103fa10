// An answer about another topic is recognised by its words, and stories and comparisons are not taken for one.
import { describe, expect, test } from "vitest";
import { readAnswer } from "../../../server/interview/reading.ts";
import { isOtherTopic } from "../../../server/interview/topics.ts";

const weights = new Map([
  ["handler", 1],
  ["event", 1],
  ["browser", -2],
  ["cooki", -2],
]);
const nothing: ReadonlySet<string> = new Set();
const isOther = (text: string, home = nothing) => isOtherTopic(readAnswer(text), home, weights);

describe("isOtherTopic", () => {
  test("is told by the words of other topics", () => {
    expect(isOther("The browser keeps the cookies.")).toBe(true);
  });

  test("words of our own weigh against them", () => {
    expect(isOther("The browser keeps the cookies, and a handler takes the event.")).toBe(false);
  });

  test("a word counts once, however often it is said", () => {
    expect(isOther("The browser asks, the browser waits, and browsers close.")).toBe(false);
  });

  test("words that nobody has labelled yet speak neither for nor against", () => {
    expect(isOther("The zeppelin moors at the xylophone of Wolpertinger & Sons.")).toBe(false);
    expect(isOther("The browser keeps the cookies of the zeppelin.")).toBe(true);
  });

  test("words that are denied speak of no other topic", () => {
    expect(isOther("There is no browser and there are no cookies.")).toBe(false);
  });

  test("words that the question and its rubric use speak of no other topic", () => {
    expect(isOther("The browser keeps the cookies.", new Set(["cooki"]))).toBe(false);
  });

  test("whoever names webhooks or a provider compares them with whatever they like", () => {
    expect(isOther("The browser keeps the cookies, but Stripe calls us.")).toBe(false);
    expect(isOther("The browser keeps the cookies; a webhook has none.")).toBe(false);
  });

  test("an empty answer is about no other topic", () => {
    expect(isOther("")).toBe(false);
  });

  test.each([
    "Think of a bakery: the baker rings when the cake is done, so I need not walk over every ten minutes to look.",
    "um so like at my last job we had shopify calling us and uh it called twice so we like kept the ids in redis",
    "It is as with a registered letter: the postman wants my name under it, or he comes again tomorow.",
    "At our vet's the nurse phones every owner when the bloods are back, instead of all of them phoning all day.",
  ])("takes %j for what it is", (text) => {
    expect(isOtherTopic(readAnswer(text), nothing)).toBe(false);
  });
});
