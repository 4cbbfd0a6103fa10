// Puts an event of a scenario into words: the envelope that the provider sends.
import type { Order, ScenarioData } from "./scenario.ts";

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
      ...request.fields,
    },
  };
}

function suitingOrder({ orders }: ScenarioData, status: Order["status"], number: number): Order | undefined {
  const suiting = orders.filter((order) => order.status === status);
  return suiting[(number - 1) % suiting.length] ?? orders[0];
}
