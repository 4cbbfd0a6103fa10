// What is found in other spellings, whatever stands around it, and what is never taken for a leak.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLeakFinder, type Leak } from "../../../content/schema/leaks.ts";
import { SECRET, world } from "./judging.ts";

const find = (text: string): Leak | null => createLeakFinder(world, [])({ place: "log", text, seq: 0 });

const inspected = (bytes: Buffer) => `<Buffer ${bytes.toString("hex").match(/../g)?.join(" ")}>`;

/** How the bytes of a body end up in a log. */
const spellings: Readonly<Record<string, (body: string) => string>> = {
  "as it is": (body) => body,
  "in base64": (body) => Buffer.from(body).toString("base64"),
  "in base64 for URLs": (body) => Buffer.from(body).toString("base64url"),
  "in hex": (body) => Buffer.from(body).toString("hex"),
  "in HEX": (body) => Buffer.from(body).toString("hex").toUpperCase(),
  "as a printed buffer": (body) => inspected(Buffer.from(body)),
  "as a buffer in JSON": (body) => JSON.stringify(Buffer.from(body)),
  "as a buffer in JSON of many lines": (body) => JSON.stringify(Buffer.from(body), null, 2),
  "as a list of numbers": (body) => `[ ${[...Buffer.from(body)].join(", ")} ]`,
  "for a URL": (body) => encodeURIComponent(body),
  "as a form's field": (body) => new URLSearchParams({ body }).toString(),
  "in JSON in JSON": (body) => JSON.stringify(JSON.stringify(body)),
};

const escaped = (text: string) => text.replaceAll("@", "\\u0040");

describe.each(Object.entries(spellings))("a body %s", (_how, spell) => {
  const around = fc.constantFrom("", " ", "body ", "body=", "data/", "raw-", "b_", "sent:", '"', "\n");
  const order = fc.stringMatching(/^ord_[a-z\d]{1,20}$/);

  test("tells the customer's address, whatever stands around it", () => {
    fc.assert(
      fc.property(order, around, fc.boolean(), (orderId, before, isEscaped) => {
        const body = JSON.stringify({
          id: "evt_1",
          data: { orderId, customer: { email: "ada@example.com" } },
        });
        expect(find(before + spell(isEscaped ? escaped(body) : body))).toBe("email");
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test("tells the digits of the card", () => {
    fc.assert(
      fc.property(order, around, (orderId, before) => {
        const body = JSON.stringify({ id: "evt_1", data: { orderId, customer: { cardLast4: "4242" } } });
        expect(find(before + spell(body))).toBe("card");
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test("tells nothing when nobody is named in it", () => {
    fc.assert(
      fc.property(order, around, (orderId, before) => {
        const body = JSON.stringify({ id: "evt_1", data: { orderId, amount: 4900, currency: "EUR" } });
        expect(find(before + spell(body))).toBeNull();
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

test("what receivers usually say tells nothing", () => {
  const bytes = fc.uint8Array({ minLength: 8, maxLength: 96 }).map((some) => Buffer.from(some));
  const number = fc.nat().filter((some) => !["4242", "1881"].includes(String(some)));
  const word = fc.oneof(
    fc.uuid(),
    number.map((some) => `${some} ms`),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    number.map((some) => `ord_${some}`),
    fc.stringMatching(/^(evt|msg|ord|sub|pending|discard|job)_[A-Za-z\d]{1,24}$/),
    bytes.map((some) => some.toString("hex")),
    bytes.map((some) => some.toString("base64")),
    bytes.map((some) => some.toString("base64url")),
    bytes.map((some) => inspected(some)),
    bytes.map((some) => JSON.stringify(some)),
    fc.webUrl(),
    fc.constantFrom("done", "100%", "50%25", "/webhooks/payment", "node:internal/process/task_queues:104:5"),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      const text = words.join(" ");
      fc.pre(!/(?<![\w.])(4242|1881)(?!\w)/.test(text));
      expect(find(text)).toBeNull();
    }),
    { seed: 1, numRuns: 200 },
  );
});

describe("an address", () => {
  test.each([
    "/track?email=ada%40example.com",
    '"ada\\u0040example.com"',
    "ada\\\\u0040example.com",
    "YWRhQGV4YW1wbGUuY29tIGJvdWdodA==",
  ])("is found in %s", (text) => {
    expect(find(text)).toBe("email");
  });
});

describe("the digits of a card", () => {
  test.each([
    "last4_4242",
    "cardLast4_4242",
    "last_four_4242",
    "LAST_4_4242",
    "card_4242",
    "visa_card_4242_paid",
  ])("are found in %s", (text) => {
    expect(find(`paid with ${text}.`)).toBe("card");
  });

  test.each(["ord_4242", "pending_4242", "discard_4242", "card_42424", "card_4242abc", "x_4242"])(
    "are not found in %s",
    (text) => {
      expect(find(`took ${text}`)).toBeNull();
    },
  );
});

describe("a part of the secret", () => {
  const bare = SECRET.slice("whsec_".length).replace(/=+$/, "");

  test("of twelve characters from either end gives it away, and a shorter one names it only", () => {
    for (let length = 1; length <= bare.length; length += 1) {
      const expected = length >= 12 ? "secret" : null;
      expect(find(`whsec_${bare.slice(0, length)}…`), `the first ${length}`).toBe(expected);
      expect(find(`…${bare.slice(-length)}`), `the last ${length}`).toBe(expected);
    }
  });

  test("is no part of another one", () => {
    fc.assert(
      fc.property(fc.base64String({ minLength: 32, maxLength: 64 }), (other) => {
        expect(find(`whsec_${other}`)).toBeNull();
      }),
      { seed: 1 },
    );
  });
});
