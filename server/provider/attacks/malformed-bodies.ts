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

/** Many do without it; nobody knows the order, so that nothing may follow from it. */
export const missingId = signed("missing-id", (event) =>
  saying(event, { orderId: "ord_unknown" }, { id: undefined }),
);
// One at a time: whoever checks one field refuses before another one can do harm.
export const oddType = signed("odd-type", (event) => changed(event, { type: 42 }));
export const oddOrder = signed("odd-order", (event) => saying(event, ODD_ORDER));
export const oddAmount = signed("odd-amount", (event) => saying(event, ODD_AMOUNT));
export const oddTypes = signed("odd-types", (event) =>
  saying(
    event,
    { ...ODD_ORDER, ...ODD_AMOUNT, currency: 978, version: "1", customer: null },
    { created: [] },
  ),
);

/** A search for any order: not even a handler that takes text for numbers can know which is meant. */
const ODD_ORDER = { orderId: { $ne: null } };
const ODD_AMOUNT = { amount: "a lot" };
const DEPTH = 20_000;

/** Engines read this; whatever walks through it by calling itself, such as a reviver, runs out of stack. */
export const deepJson = signed("deep-json", (event) =>
  spliced(changed(event, { data: PLACE }), "[".repeat(DEPTH) + "]".repeat(DEPTH)),
);

/** In the order's name, so that nobody who reads on in spite of it finds an order. */
export const invalidUtf8 = signed("invalid-utf8", (event) =>
  spliced(saying(event, { orderId: PLACE }), '"ord_\u00ff\u00fe"'),
);

function signed(id: AttackId, write: (event: ProviderEvent) => Uint8Array): Attack {
  return defineAttack(id, (context) => {
    const event = { ...context.forgedEvent, body: write(context.forgedEvent) };
    return sendNow(context, forge(context, { sign: context.signAsProvider, event }));
  });
}

type Members = Readonly<Record<string, unknown>>;

const changed = ({ payload }: ProviderEvent, members: Members): Uint8Array =>
  toJsonBytes({ ...membersOf(payload), ...members });

/** Other data, and perhaps other members of the event itself. */
const saying = (event: ProviderEvent, data: Members, members: Members = {}): Uint8Array =>
  changed(event, { data: { ...membersOf(membersOf(event.payload).data), ...data }, ...members });

const PLACE = "raw bytes go here";

/** The same JSON with these bytes, one for each character, in the place of a text. */
const spliced = (json: Uint8Array, bytes: string): Uint8Array =>
  Buffer.from(
    Buffer.from(json)
      .toString("latin1")
      .replace(`"${PLACE}"`, () => bytes),
    "latin1",
  );
