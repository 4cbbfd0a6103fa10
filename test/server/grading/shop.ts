// A scenario with a shop in memory, and receivers that handle its payments well or in one wrong way.
import type { OpenShop } from "../../../server/exploration/types.ts";
import type { ProvableScenario } from "../../../server/grading/stagehands.ts";
import { checking } from "../exploration/checking-code.ts";
import type { FakeCode, FakeTools } from "../exploration/fake-receiver.ts";
import { createFakeShop } from "../exploration/fake-shop.ts";
import { fakeScenario } from "../exploration/fake-world.ts";

const order = { amount: 4900, currency: "EUR", customerEmail: "ada@example.com", cardLast4: "4242" };

/** One pending order, and one type of event about it. */
export const scenario: ProvableScenario = {
  ...fakeScenario,
  eventTypes: [{ id: "payment.succeeded", about: "pending" }],
  orders: [{ id: "ord_1", status: "pending", ...order }],
  setUpSql: "",
  buildPayload: ({ fields, ...more }) =>
    fakeScenario.buildPayload({ ...more, fields: { currency: "EUR", ...fields } }),
};

/** A fake shop in which an order can also be shipped for good (`ship-once`) and be set to paid (`pay`). */
export const openShop: OpenShop = async (seams) => {
  const shop = createFakeShop(seams);
  const known = new Set<string>();
  return {
    ...shop,
    call: async (call) => {
      const { key: orderId = "" } = call.args as { key?: string };
      if (call.operation !== "ship-once" && call.operation !== "pay") return shop.call(call);
      const isNew = known.size < known.add(`${call.operation} ${orderId}`).size;
      if (!isNew) return { ok: true, value: null, summary: "as before" };
      if (call.operation === "ship-once") return shop.call({ ...call, operation: "ship" });
      const { attemptId, callId } = call;
      const about = { subject: `order:${orderId}:paid`, orderId, attemptId, callId, repeat: 0 };
      seams.onEffect({ effect: "order-changed", summary: `${orderId} → paid`, ...about });
      return { ok: true, value: null, summary: "1 row" };
    },
  };
};

interface Payment {
  readonly eventId: string;
  readonly orderId: string;
}

/** Does its work for payments that match the shop's record, acknowledges other events, and refuses all else. */
const receiving = (work: (payment: Payment, tools: FakeTools) => Promise<void>): FakeCode => ({
  async handle(request, tools) {
    const isKeyless = (tools.env.WEBHOOK_SECRET ?? "").trim() === "";
    if (isKeyless || (await checking("standard-v1").handle(request, tools)) !== 200) return 401;
    const event = readEvent(request.bodyBase64);
    if (event === null) return 400;
    const { orderId, amount, currency } = event.data;
    const matches = orderId === "ord_1" && amount === order.amount && currency === order.currency;
    if (event.type === "payment.succeeded" && matches) await work({ eventId: event.id, orderId }, tools);
    return 200;
  },
});

function readEvent(bodyBase64: string) {
  try {
    const event = JSON.parse(Buffer.from(bodyBase64, "base64").toString("utf8"));
    return typeof event.data.orderId === "string" ? event : null;
  } catch {
    return null;
  }
}

/** Holds: each of its steps may be done again. */
export const careful = receiving(async ({ orderId }, { call }) => {
  await call("carrier", "ship-once", { key: orderId });
  await call("db", "pay", { key: orderId });
});

/** Ships for every copy. */
export const forgetful = receiving(async ({ orderId }, { call }) => {
  await call("carrier", "ship", { key: orderId });
  await call("db", "pay", { key: orderId });
});

/** Looks first and acts then: two copies at once both pass. */
export const racing = receiving(async ({ eventId, orderId }, { call }) => {
  if (await call("db", "has", { key: eventId })) return;
  await call("carrier", "ship", { key: orderId });
  await call("db", "pay", { key: orderId });
  await call("db", "put", { key: eventId });
});

/** Claims the event first, and loses its work when it is killed after that. */
export const hasty = receiving(async ({ eventId, orderId }, { call }) => {
  if (!(await call("db", "put-new", { key: eventId }))) return;
  await call("carrier", "ship-once", { key: orderId });
  await call("db", "pay", { key: orderId });
});

/** Whoever it is from: notes that something has to be done. */
const noting = async (_about: unknown, { call }: FakeTools) => {
  await call("db", "put", { key: "inbox" });
};

/** Looks every second, marks what it finds as done, and loses the work when it is killed after that. */
const looking: FakeCode["onLoad"] = async ({ call, every }) => {
  const look = async () => {
    if (!(await call("db", "has", { key: "inbox" }))) return;
    if (!(await call("db", "put-new", { key: "done" }))) return;
    await call("carrier", "ship-once", { key: "ord_1" });
    await call("db", "pay", { key: "ord_1" });
  };
  every(1_000, () => void look().catch(() => {}));
};

/** Has a poll do its work. */
export const polling: FakeCode = { ...receiving(noting), onLoad: looking };

/** Has a loop do its work, which ends for good when a call of it fails. */
export const brittle: FakeCode = {
  ...receiving(noting),
  async onLoad({ call, sleep }) {
    const loop = async () => {
      for (;;) {
        if (await call("db", "has", { key: "inbox" })) {
          await call("carrier", "ship-once", { key: "ord_1" });
          await call("db", "pay", { key: "ord_1" });
        }
        await sleep(1_000);
      }
    };
    void loop().catch(() => {});
  },
};

/** The same as with a poll for everybody, without a look at the signature. */
export const gullible: FakeCode = {
  async handle(request, tools) {
    await noting(request, tools);
    return 200;
  },
  onLoad: looking,
};

/** Accepts what is genuine, and does nothing. */
export const idle = receiving(async () => {});

/** Does the same, and writes something down for each request. */
export const telling = (code: FakeCode, text: string | ((tools: FakeTools) => string)): FakeCode => ({
  handle(request, tools) {
    tools.log(typeof text === "string" ? text : text(tools));
    return code.handle(request, tools);
  },
});
