// What a receiver must not tell: secrets in every usual spelling, and who its customers are.
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { judgedWorld } from "../../../../content/schema/invariants/judgement.ts";
import { answeredWith, event, type HistoryDraft, logged, request, started } from "../histories.ts";
import { judge, SECRET } from "../judging.ts";

const bare = SECRET.slice("whsec_".length);
const key = Buffer.from(bare, "base64");
const inspected = (bytes: Buffer) => `<Buffer ${bytes.toString("hex").match(/../g)?.join(" ")}>`;

const says = (text: string) => judge("keeps-secrets", [logged(text)]);

test("holds when logs and answers tell nothing", () => {
  expect(says("evt_1 done")).toMatchObject({ state: "held" });
  expect(judge("keeps-secrets", [started({ id: "a" }), answeredWith("a", "OK")])).toMatchObject({
    state: "held",
  });
});

test("is not checked while nothing was said", () => {
  expect(judge("keeps-secrets", [started({ id: "a" })])).toEqual({ state: "not-checked" });
});

describe("the signing secret", () => {
  test.each([
    ["as it is", SECRET],
    ["without its prefix", bare],
    ["without its padding", bare.replace(/=+$/, "")],
    ["for a URL", encodeURIComponent(bare)],
    ["as hex", key.toString("hex")],
    ["as HEX", key.toString("hex").toUpperCase()],
    ["as a printed buffer", inspected(key)],
    ["as a buffer in JSON", JSON.stringify(key)],
    ["as the hex of its text", Buffer.from(SECRET).toString("hex")],
    ["as the printed buffer of its text", inspected(Buffer.from(SECRET))],
  ])("is found %s", (_how, text) => {
    expect(says(`the key is ${text}, really`)).toMatchObject({
      state: "broken",
      byEffect: false,
      seq: 0,
      summary: "A log line shows the signing secret.",
    });
  });

  test("is found in an answer's body and headers", () => {
    const [body, header] = [answeredWith("a", SECRET), answeredWith("a", "OK", [["X-Key", bare]])];
    expect(judge("keeps-secrets", [started({ id: "a" }), body])).toMatchObject({
      summary: "An answer shows the signing secret.",
    });
    expect(judge("keeps-secrets", [started({ id: "a" }), header])).toMatchObject({
      summary: "An answer's headers show the signing secret.",
    });
  });

  test("is a text of its own in schemes that do not decode it", () => {
    const world = judgedWorld({
      orders: [],
      scheme: "github-sha256",
      secrets: ["It's a Secret to Everybody"],
    });
    const told = [logged("using It's a Secret to Everybody")];
    expect(judge("keeps-secrets", told, world)).toMatchObject({ state: "broken" });
  });

  test("is not found where there is none, nor in a word that is too short to be one", () => {
    expect(says("whsec_ is missing")).toMatchObject({ state: "held" });
    const world = judgedWorld({ orders: [], scheme: "standard-v1", secrets: ["", "whsec_", "test"] });
    expect(judge("keeps-secrets", [logged("a test")], world)).toMatchObject({ state: "held" });
  });
});

describe("personal data", () => {
  test.each(["to ada@example.com", "Ada@Example.COM", '{"email":"ada@example.com"}'])(
    "is found in %s",
    (text) => {
      expect(says(text)).toMatchObject({ summary: "A log line shows a customer's e-mail address." });
    },
  );

  test.each(["card 4242", '"cardLast4":"4242"', "{last4:4242}", "**** 4242.", "xxxx-4242", "(4242)"])(
    "is found in %s",
    (text) => {
      expect(says(text)).toMatchObject({ summary: "A log line shows digits of a customer's card." });
    },
  );

  test.each([
    "ord_4242",
    "order 142420",
    "took 0.4242 s",
    "4242.50 EUR",
    "at file:///handler.ts:4242:17",
    "at file:///handler.ts:17:4242",
    "(node:4242) Warning: old",
    "9f8e7d6c-4242-4abc-8def-0123456789ab",
  ])("is not found in %s", (text) => {
    expect(says(text)).toMatchObject({ state: "held" });
  });

  test("is not looked for among the lengths and dates of headers, only in bodies", () => {
    const headers = answeredWith("a", "OK", [["Content-Length", "4242"]]);
    expect(judge("keeps-secrets", [started({ id: "a" }), headers])).toMatchObject({ state: "held" });
    expect(judge("keeps-secrets", [started({ id: "a" }), answeredWith("a", "4242")])).toMatchObject({
      state: "broken",
    });
  });

  test("is also that of customers whom only an event names", () => {
    const stranger = event("evt_1", "payment.succeeded", {
      customer: { email: "zoë@example.com", cardLast4: "7777" },
    });
    for (const text of ["zoë@example.com", "card 7777"])
      expect(judge("keeps-secrets", [stranger, logged(text)])).toMatchObject({ state: "broken", seq: 1 });
    const body = answeredWith("a", "zoë@example.com");
    expect(judge("keeps-secrets", [stranger, started({ id: "a" }), body])).toMatchObject({ state: "broken" });
    expect(says("card 7777")).toMatchObject({ state: "held" });
  });
});

describe("the signature that would have been valid", () => {
  const sent = { "webhook-id": "msg_1", "webhook-timestamp": "1893456000" };
  const valid = `v1,${createHmac("sha256", key).update("msg_1.1893456000.{}").digest("base64")}`;

  const sending = (signature: string): HistoryDraft => {
    const headers = Object.entries({ ...sent, "webhook-signature": signature });
    const draft = started({ id: "a" });
    if (draft.kind !== "attempt-started") throw new Error("An attempt starts with its start.");
    return { ...draft, request: { ...request, headers, bodyBase64: btoa("{}") } };
  };
  const told = JSON.stringify({ error: "no match", expected: valid });

  test.each([
    ["An answer shows", answeredWith("a", told)],
    ["An answer's headers show", answeredWith("a", "no", [["X-Expected", valid]])],
    ["A log line shows", logged(`expected ${valid}`, "a")],
  ])("is found: %s it", (where, entry) => {
    expect(judge("keeps-secrets", [sending("v1,wrong"), entry])).toMatchObject({
      state: "broken",
      byEffect: false,
      seq: 1,
      summary: `${where} the signature that would have been valid.`,
      look: expect.stringMatching(/when the check fails/),
    });
  });

  test("is no news to who has sent it, and nothing to others", () => {
    for (const entry of [answeredWith("a", told), logged(told, "a")]) {
      expect(judge("keeps-secrets", [sending(valid), entry])).toMatchObject({ state: "held" });
      expect(judge("keeps-secrets", [sending(`v1a,other ${valid}`), entry])).toMatchObject({ state: "held" });
    }
    for (const attemptId of [null, "b"])
      expect(judge("keeps-secrets", [sending("v1,wrong"), logged(told, attemptId)])).toMatchObject({
        state: "held",
      });
  });

  test("is not the wrong one that was sent", () => {
    const wrong = valid.replace("v1,", "v1,AAAA").slice(0, valid.length);
    const echo = answeredWith("a", JSON.stringify({ error: "no match", given: wrong }));
    expect(judge("keeps-secrets", [sending(wrong), echo])).toMatchObject({ state: "held" });
  });
});

test("the first place that tells is named, though it was said before", () => {
  const [line, answer] = [logged(SECRET), answeredWith("a", SECRET)];
  const lines = [logged("fine"), line, started({ id: "a" }), answer];
  expect(judge("keeps-secrets", lines)).toMatchObject({ seq: 1 });
  expect(judge("keeps-secrets", [started({ id: "a" }), answer, line])).toMatchObject({ seq: 1 });
});
