// An answer whose sides are swapped, or that takes back what it says, proves nothing, however right its words are.
import { describe, expect, test } from "vitest";
import { gradeAnswer } from "../../../server/interview/grade.ts";
import { readAnswer } from "../../../server/interview/reading.ts";
import { smallRubric } from "./rubrics.ts";

const doubtOf = (text: string) => readAnswer(text).doubt;

describe("swapped sides", () => {
  test.each([
    "Stripe verifies our signature, and it also rejects my reply. Stripe stores our ids.",
    "My server retries the delivery with backoff, and after a few days my server gives up.",
    "Our handler delivers each event to the provider. That is why the provider must be idempotent.",
    "We send the webhook to Stripe, and Stripe's endpoint answers with 200.",
  ])("are seen: %s", (text) => {
    expect(doubtOf(text)).toBe("swapped-sides");
  });

  test.each([
    "Stripe signs each event and I verify the signature. If I answer with 500, Stripe retries it.",
    "I store the event and push it onto my own queue, and my worker tries again when the carrier fails.",
    "The provider gives up after three days. I list the events through their API and fetch what I missed.",
    "We compare our signature with the one that they sent.",
    "I retry the call to the carrier, since the provider only retries the delivery.",
  ])("are not where each side does its own: %s", (text) => {
    expect(doubtOf(text)).toBeNull();
  });
});

test("whoever answers as the sender may retry and give up", () => {
  const text = "We retry the delivery with backoff, and after a few days we give up. We retry it six times.";
  expect([readAnswer(text).doubt, readAnswer(text, "provider").doubt]).toEqual(["swapped-sides", null]);
});

describe("contradictions", () => {
  test.each([
    "The same event can arrive more than once. That said, it never arrives more than once. Store the id, or rather, do not store it.",
    "The payload is signed by the provider. The payload is not signed by the provider. Copies arrive late. Copies do not arrive late.",
  ])("are seen: %s", (text) => {
    expect(doubtOf(text)).toBe("contradicts-itself");
  });

  test.each([
    "If the signature matches I process the event. If the signature does not match I reject the event.",
    "I keep the ids in the database, not in memory, and I never process an event that I have processed before.",
    "um so it waits five seconds no sorry five minutes I mean it gets longer and it does not stop right away",
    "A retry is not a new event. It is the same event, so a retry must not have a second effect.",
  ])("are not in careful or spoken answers: %s", (text) => {
    expect(doubtOf(text)).toBeNull();
  });
});

describe("words that claim nothing", () => {
  test.each([
    "A mature organisation weaves retries into a coherent fabric. Idempotency is a cornerstone of modern platforms.",
    "Perhaps a team might care. It depends on the context. Should retries be a topic, opinions would differ.",
  ])("are seen: %s", (text) => {
    expect(doubtOf(text)).toBe("claims-nothing");
  });

  test.each([
    "I would store the event, and I would answer with 202. You could use a queue, and perhaps you should.",
    "We needed it to be robust, so the endpoint only verifies and stores; modern or not, that has worked at scale.",
  ])("are not the words of a modest or a proud engineer: %s", (text) => {
    expect(doubtOf(text)).toBeNull();
  });
});

test("what is doubtful is unsure and never met, and the grade says why", () => {
  const text =
    "I verify the HMAC signature and reject an old timestamp. Stripe verifies our reply, and Stripe's endpoint rejects mine.";
  const grade = gradeAnswer(text, smallRubric);
  expect(grade.band).toBe(0);
  expect(grade.doubt).toContain("swapped the sides");
  expect(grade.points.find(({ id }) => id === "signature")?.verdict).toBe("unsure");
});
