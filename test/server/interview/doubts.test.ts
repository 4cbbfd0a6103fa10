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
    "The provider recomputes the HMAC, compares both, and refuses what is too old.",
    "My backend sends the event once more when the provider doesn't reply.",
    "You compute an HMAC of what you reply, and Stripe drops your reply when it differs.",
    "With polling the provider calls my server, and webhooks catch up from a cursor.",
  ])("are seen: %s", (text) => {
    expect(doubtOf(text)).toBe("swapped-sides");
  });

  test.each([
    "Stripe signs each event and I verify the signature. If I answer with 500, Stripe retries it.",
    "I store the event and push it onto my own queue, and my worker tries again when the carrier fails.",
    "The provider gives up after three days. I list the events through their API and fetch what I missed.",
    "We compare our signature with the one that they sent.",
    "The provider calls my endpoint, retries when it gets no 200, and signs each request.",
    "Shopify sends it, my handler checks the signature, rejects what is old, and returns 200 to them.",
    "If the provider never gets our 2xx, it sends the same event again, and we dedupe it by its id.",
    "We're a provider ourselves: we retry the delivery with backoff, and after three days we give up.",
    "I retry the call to the carrier, since the provider only retries the delivery.",
  ])("are not where each side does its own: %s", (text) => {
    expect(doubtOf(text)).toBeNull();
  });
});

test("on the sender's side the customer may not retry or keep an outbox", () => {
  const swapped = "The customer's server keeps an outbox, and his relay sends it to me.";
  const right = "We keep an outbox, and our relay sends it to the customer, who verifies and dedupes it.";
  expect([readAnswer(swapped, "provider").doubt, readAnswer(right, "provider").doubt]).toEqual([
    "swapped-sides",
    null,
  ]);
});

test("whoever answers as the sender may retry and give up", () => {
  const text = "We retry the delivery with backoff, and after a few days we give up. We retry it six times.";
  expect([readAnswer(text).doubt, readAnswer(text, "provider").doubt]).toEqual(["swapped-sides", null]);
});

describe("contradictions", () => {
  test.each([
    "The same event can arrive more than once. That said, it never arrives more than once. Store the id, or rather, do not store it.",
    "The payload is signed by the provider. The payload is not signed by the provider. Copies arrive late. Copies do not arrive late.",
    "Old requests are rejected, and we accept them regardless. It makes no difference whether it is raw or parsed.",
    "The secret is in a vault, and it is hard-coded. The queue smooths bursts, and they go through it unsmoothed.",
    "The provider waits for seconds, and the provider waits for hours. Well, no, it does not wait at all.",
    "The provider tries again for days, only it does not try again. Both are the case, or maybe it never does.",
  ])("are seen: %s", (text) => {
    expect(doubtOf(text)).toBe("contradicts-itself");
  });

  test.each([
    "If the signature matches I process the event. If the signature does not match I reject the event.",
    "I keep the ids in the database, not in memory, and I never process an event that I have processed before.",
    "um so it waits five seconds no sorry five minutes I mean it gets longer and it does not stop right away",
    "Requests with a valid signature are accepted, others are rejected. Fresh ones are kept, old ones discarded.",
    "Take the raw bytes, because a parsed and re-serialised body differs. Queues pull, webhooks push.",
    "Although nothing is lost, we compare the lists each night. No wait, each hour.",
    "A retry is not a new event. It is the same event, so a retry must not have a second effect.",
  ])("are not in careful or spoken answers: %s", (text) => {
    expect(doubtOf(text)).toBeNull();
  });
});

describe("duties that are waived", () => {
  test.each([
    "A refused connection isn't counted as a failure. Providers don't retry, neither for hours nor for days. Events aren't dropped and endpoints aren't disabled. You can't list missed events and you can't ask for redelivery.",
    "There is no need to store it. Comparing in constant time is a gimmick, and a plain comparison is enough.",
    "You can skip the timestamp. The raw body plays no part, and how old it is does not matter.",
    "You never need an outbox, and you don't need alerts. Nothing is lost, and no event comes twice.",
  ])("are seen: %s", (text) => {
    expect(doubtOf(text)).toBe("denies-everything");
  });

  test.each([
    "A small shop does not need a queue. Verify, store, answer 202; HTTPS alone is not enough.",
    "You don't have to poll, and there is no need for a cursor: they call you, you verify it and answer.",
    "The raw body matters, you can't skip it, and there is no reason to trust the payload.",
  ])("are not where one or two are, for a reason: %s", (text) => {
    expect(doubtOf(text)).toBeNull();
  });
});

describe("words that claim nothing", () => {
  test.each([
    "A mature organisation weaves retries into a coherent fabric. Idempotency is a cornerstone of modern platforms.",
    "That is a matter of taste, so read the documentation. Could be that a message is lost; it varies.",
    "Jitter is a bug in the card. Dead letters are the letters of a customer. Backoff means that a payload shrinks.",
    "Perhaps a team might care. It depends on the context. Should retries be a topic, opinions would differ.",
  ])("are seen: %s", (text) => {
    expect(doubtOf(text)).toBe("claims-nothing");
  });

  test.each([
    "I would store the event, and I would answer with 202. You could use a queue, and perhaps you should.",
    "A webhook is a POST that the provider sends. The docs say how long it retries; I checked the documentation.",
    "We needed it to be robust, so the endpoint only verifies and stores; modern or not, that has worked at scale.",
  ])("are not the words of a modest or a proud engineer: %s", (text) => {
    expect(doubtOf(text)).toBeNull();
  });
});

test("a wrong claim is told even where the rest is in doubt", () => {
  const text =
    "HTTPS is enough. There is no need for a signature, timestamps can be ignored, and alerts are a luxury.";
  const grade = gradeAnswer(text, smallRubric);
  expect(grade.doubt).toContain("need not be done");
  expect(grade.misconceptions.map(({ id }) => id)).toEqual(["https-enough"]);
});

test("what is doubtful is unsure and never met, and the grade says why", () => {
  const text =
    "I verify the HMAC signature and reject an old timestamp. Stripe verifies our reply, and Stripe's endpoint rejects mine.";
  const grade = gradeAnswer(text, smallRubric);
  expect(grade.band).toBe(0);
  expect(grade.doubt).toContain("swapped the sides");
  expect(grade.points.find(({ id }) => id === "signature")?.verdict).toBe("unsure");
});
