// Puts an event of a scenario into words: the envelope that the provider sends.
import { LINK_FIELD } from "./observed-event.ts";
import type { Order, ScenarioData, WebData } from "./scenario.ts";

/** What an event is to say. */
export interface PayloadRequest {
  readonly eventId: string;
  readonly type: string;
  readonly createdSeconds: number;
  /** 1 for the first event of the history; the payload's `version`, so that a later event has a higher one. */
  readonly number: number;
  /** Default: an order that suits the type, another one for each number. */
  readonly orderId?: string | undefined;
  /** Overrides fields of `data`. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
}

/** The decoded payload; an order of the shop is named with its own amount and currency, any other as a stranger's. */
export interface Payload {
  readonly id: string;
  readonly type: string;
  /** Unix seconds. */
  readonly created: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export function buildPayload(scenario: ScenarioData, request: PayloadRequest): Payload {
  const { type, number } = request;
  const { web, mainEvent } = scenario;
  const template = scenario.events.find(({ id }) => id === type);
  const orderId = request.orderId ?? suitingOrder(scenario, template?.about ?? "pending", number)?.id;
  const order = scenario.orders.find(({ id }) => id === orderId) ?? scenario.strangerOrder;
  return {
    id: request.eventId,
    type,
    created: request.createdSeconds,
    data: {
      orderId,
      amount: order.amount,
      currency: order.currency,
      version: number,
      customer: { email: order.customerEmail, cardLast4: order.cardLast4 },
      ...template?.data,
      ...(web !== undefined && type === mainEvent && { [LINK_FIELD]: receiptOf(web, orderId ?? "").url }),
      ...request.fields,
    },
  };
}

/** Where the receipt of an order lies, and what stands there. */
export function receiptOf({ receipt: { host, path, text } }: WebData, orderId: string) {
  const ofOrder = (one: string) => one.replaceAll("{orderId}", orderId);
  return { url: `https://${host}${ofOrder(path)}`, path: ofOrder(path), text: ofOrder(text) };
}

function suitingOrder({ orders }: ScenarioData, status: Order["status"], number: number): Order | undefined {
  const suiting = orders.filter((order) => order.status === status);
  return suiting[(number - 1) % suiting.length] ?? orders[0];
}
