// Bad input with a valid signature: what a broken program at the provider could send, and no handler can act upon.
import type { AttackId } from "../../contract/history.ts";
import type { ProviderEvent } from "../attempt-request.ts";
import { toJsonBytes } from "../encoding.ts";
import { type Attack, defineAttack, sendNow } from "./attack.ts";
import { forge, membersOf } from "./forging.ts";

export const notJson = signed("not-json", ({ body }) => body.subarray(0, Math.floor(body.length / 2)));
export const emptyBody = signed("empty-body", () => new Uint8Array());
export const jsonNull = signed("json-null", () => toJsonBytes(null));
export const jsonArray = signed("json-array", ({ type }) => toJsonBytes([type, null, 1]));
export const noType = signed("no-type", (event) => changed(event, { type: undefined }));
export const noData = signed("no-data", (event) => changed(event, { data: null }));

/** An order that is a search for any order: not even a handler that takes text for numbers can know which is meant. */
export const oddTypes = signed("odd-types", (event) =>
  changed(event, {
    created: [],
    data: {
      ...membersOf(membersOf(event.payload).data),
      orderId: { $ne: null },
      amount: "a lot",
      currency: 978,
      version: "1",
      customer: null,
    },
  }),
);

const DEPTH = 20_000;

/** Engines read this; whatever walks through it by calling itself, such as a reviver, runs out of stack. */
export const deepJson = signed("deep-json", (event) =>
  spliced(changed(event, { data: PLACE }), "[".repeat(DEPTH) + "]".repeat(DEPTH)),
);

/** In the order's name, so that nobody who reads on in spite of it finds an order. */
export const invalidUtf8 = signed("invalid-utf8", (event) => {
  const data = { ...membersOf(membersOf(event.payload).data), orderId: PLACE };
  return spliced(changed(event, { data }), '"ord_\u00ff\u00fe"');
});

function signed(id: AttackId, write: (event: ProviderEvent) => Uint8Array): Attack {
  return defineAttack(id, (context) => {
    const event = { ...context.forgedEvent, body: write(context.forgedEvent) };
    return sendNow(context, forge(context, { sign: context.signAsProvider, event }));
  });
}

const changed = ({ payload }: ProviderEvent, members: Readonly<Record<string, unknown>>): Uint8Array =>
  toJsonBytes({ ...membersOf(payload), ...members });

const PLACE = "raw bytes go here";

/** The same JSON with these bytes, one for each character, in the place of a text. */
const spliced = (json: Uint8Array, bytes: string): Uint8Array =>
  Buffer.from(
    Buffer.from(json)
      .toString("latin1")
      .replace(`"${PLACE}"`, () => bytes),
    "latin1",
  );
