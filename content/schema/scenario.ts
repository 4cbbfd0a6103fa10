// The shape of a scenario: the shop that handlers act on, the events they are sent, and what they owe.
import { z } from "zod";

const Text = z.string().trim().min(1);
const Id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Lower-case words joined by '-'.");
const EventType = z.string().regex(/^[a-z_]+(?:\.[a-z_]+)+$/, "A type like payment.succeeded.");
const CardLast4 = z.string().regex(/^\d{4}$/, 'Four digits in quotes, like "4242".');
/** ISO 4217. */
const Currency = z.string().regex(/^[A-Z]{3}$/, "Three capitals, like EUR.");
/** In the currency's minor unit: 4900 is 49.00. */
const Amount = z.number().int().positive();
const Email = z
  .string()
  .regex(/^[^@\s]+@example\.(?:com|org|net)$/, "An address at example.com, which is nobody's.");

const orderFields = { customerEmail: Email, cardLast4: CardLast4, amount: Amount, currency: Currency };

/** An order as it stands at the start, and the card that the provider knows of it. */
export const Order = z.strictObject({
  id: z.string().regex(/^ord_\d+$/, "An id like ord_1042."),
  ...orderFields,
  status: z.enum(["pending", "paid", "refunded"]),
});
export type Order = z.infer<typeof Order>;

export const EventTemplate = z.strictObject({
  id: EventType,
  title: Text,
  /** What it says, in one sentence. */
  meaning: Text,
  /** Which order is meant when none is asked for: one that stands at the start with this status. */
  about: Order.shape.status,
  /** Added to the payload's `data`. */
  data: z.record(z.string(), z.unknown()).default({}),
});
export type EventTemplate = z.infer<typeof EventTemplate>;

const Address = z.union([z.ipv4(), z.ipv6()], "An IP address.");
const Host = z
  .string()
  .regex(/^(?:[a-z0-9-]+\.)+example$/, "A name that ends in .example, which is nobody's.");

/** The few machines that a receiver can ask for a page, and how a link can lead to the wrong one. */
export const WebData = z.strictObject({
  /** Where each name leads: to the first address when it is first looked up, then to the second, and round again. */
  names: z.record(Host, z.array(Address).min(1)),
  machines: z.array(
    z.strictObject({
      address: Address,
      /** What it is, for a machine that only the shop's own network reaches. */
      inside: Text.optional(),
      /** By path. Each is a text, or the address to which it sends on. */
      pages: z
        .record(z.string().startsWith("/"), z.union([Text, z.strictObject({ to: z.url() })]))
        .default({}),
    }),
  ),
  /** The link of a main event when all is well, and what stands there; `{orderId}` is the event's order. */
  receipt: z.strictObject({ host: Host, path: z.string().startsWith("/"), text: Text }),
  /** Links that lead inside, each in its own way. */
  trapLinks: z.array(z.strictObject({ url: z.url(), meaning: Text })).min(1),
});
export type WebData = z.infer<typeof WebData>;

export const ScenarioData = z
  .strictObject({
    id: Id,
    title: Text,
    summary: Text,
    /** Where the provider posts its events. */
    webhookPath: z.string().regex(/^\/[\w/-]+$/, "A path like /webhooks/payment."),
    /** The event that attacks are built on when nothing was captured. */
    mainEvent: EventType,
    duties: z.array(z.strictObject({ on: EventType, text: Text })).min(1),
    events: z.array(EventTemplate).min(1),
    orders: z.array(Order).min(1),
    strangerOrder: z.strictObject(orderFields),
    web: WebData.optional(),
  })
  .superRefine(({ mainEvent, duties, events, orders, web }, context) => {
    const complain = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const types = new Set(events.map(({ id }) => id));
    if (types.size < events.length) complain(["events"], "Every event type stands here once.");
    if (new Set(orders.map(({ id }) => id)).size < orders.length) {
      complain(["orders"], "Every order has an id of its own.");
    }
    if (!types.has(mainEvent)) complain(["mainEvent"], `"${mainEvent}" is one of the event types.`);
    for (const [index, { on }] of duties.entries()) {
      if (!types.has(on)) complain(["duties", index, "on"], `"${on}" is one of the event types.`);
    }
    for (const [index, { about }] of events.entries()) {
      const isThere = orders.some(({ status }) => status === about);
      if (!isThere) complain(["events", index, "about"], `An order stands at the start as ${about}.`);
    }
    if (web === undefined) return;
    const isThere = (address: string) => web.machines.some((machine) => machine.address === address);
    for (const [name, addresses] of Object.entries(web.names)) {
      if (!addresses.every(isThere))
        complain(["web", "names", name], "Each address is one of the machines'.");
    }
    if (!Object.hasOwn(web.names, web.receipt.host)) {
      complain(["web", "receipt", "host"], "It is one of the names.");
    }
  });
export type ScenarioData = z.infer<typeof ScenarioData>;
