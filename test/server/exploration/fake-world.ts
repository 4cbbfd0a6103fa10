// Worlds around a receiver and a shop in memory.
import { liveSessionPacing } from "../../../server/exploration/pacing.ts";
import type { PlayedScenario } from "../../../server/exploration/types.ts";
import { startWorld } from "../../../server/exploration/world.ts";
import type { World, WorldOptions } from "../../../server/exploration/world-types.ts";
import { standardWebhooksProfile } from "../../../server/provider/profiles/standard-webhooks.ts";
import { createFakeSandbox, type FakeCode, type FakeSandbox } from "./fake-receiver.ts";
import { createFakeShop, type FakeShop } from "./fake-shop.ts";

export const EPOCH_MS = 1_894_006_800_000;

export const fakeScenario: PlayedScenario = {
  id: "fake",
  webhookPath: "/webhooks/payment",
  trapLinks: [],
  mainEventType: "payment.succeeded",
  eventTypes: [{ id: "payment.succeeded" }, { id: "payment.refunded" }],
  buildPayload: ({ eventId, type, createdSeconds, number, orderId, fields }) => ({
    id: eventId,
    type,
    created: createdSeconds,
    data: { orderId: orderId ?? `ord_${number}`, amount: 4900, ...fields },
  }),
};

export interface FakeWorld {
  readonly world: World;
  readonly sandbox: FakeSandbox;
  readonly shop: FakeShop;
}

export async function startFakeWorld(
  code: FakeCode,
  changed: Partial<WorldOptions> = {},
): Promise<FakeWorld> {
  const sandbox = createFakeSandbox(code);
  let shop: FakeShop | undefined;
  const started = await startWorld({
    files: {},
    sandbox,
    scenario: fakeScenario,
    openShop: async (seams) => {
      shop = createFakeShop(seams);
      return shop;
    },
    schemeId: "standard-v1",
    seed: 1,
    epochMs: EPOCH_MS,
    pacing: liveSessionPacing,
    profile: standardWebhooksProfile,
    liveSecrets: 1,
    bounds: { entries: 20_000, bytes: 64_000_000 },
    onEntries: () => {},
    ...changed,
  });
  if (!started.ok) throw new Error("The world did not start.");
  return {
    world: started.world,
    sandbox,
    get shop() {
      if (shop === undefined) throw new Error("This world was given a shop of its own.");
      return shop;
    },
  };
}

/** The order id of a genuine payload. */
export const orderOf = ({ bodyBase64 }: { bodyBase64: string }): string =>
  JSON.parse(Buffer.from(bodyBase64, "base64").toString("utf8")).data.orderId;

export const eventOf = ({ bodyBase64 }: { bodyBase64: string }): string =>
  JSON.parse(Buffer.from(bodyBase64, "base64").toString("utf8")).id;

/** Ships whatever it is told to, every time. */
export const naive: FakeCode = {
  async handle(request, { call }) {
    await call("carrier", "ship", { key: orderOf(request) });
    return 200;
  },
};

/** Looks first and acts then: holds against copies that come one after another. */
export const checkThenAct: FakeCode = {
  async handle(request, { call }) {
    const key = eventOf(request);
    if (await call("db", "has", { key })) return 200;
    await call("carrier", "ship", { key: orderOf(request) });
    await call("db", "put", { key });
    return 200;
  },
};

/** Claims the event in one step before it acts: holds against copies that overlap, too. */
export const claimFirst: FakeCode = {
  async handle(request, { call }) {
    if (await call("db", "put-new", { key: eventOf(request) }))
      await call("carrier", "ship", { key: orderOf(request) });
    return 200;
  },
};
