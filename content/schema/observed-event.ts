// What an event says, read from its payload or from the body of a request that claims to be one.
import { textOfBase64 } from "./bytes.ts";

/** The field of an event's `data` that holds a link. */
export const LINK_FIELD = "receiptUrl";

/** Every field may be missing: whoever sends a payload may write what they like. */
export interface ObservedEvent {
  readonly id: string | null;
  readonly type: string | null;
  readonly orderId: string | null;
  readonly amount: unknown;
  readonly currency: unknown;
  /** A later event has a higher one. */
  readonly version: number | null;
  readonly email: string | null;
  readonly cardLast4: string | null;
  readonly receiptUrl: string | null;
}

export function readPayload(payload: unknown): ObservedEvent {
  const { id, type, data } = fieldsOf(payload);
  const { orderId, amount, currency, version, customer, [LINK_FIELD]: receiptUrl } = fieldsOf(data);
  const { email, cardLast4 } = fieldsOf(customer);
  return {
    id: asText(id),
    type: asText(type),
    orderId: asText(orderId),
    amount,
    currency,
    version: typeof version === "number" ? version : null,
    email: asText(email),
    cardLast4: asText(cardLast4),
    receiptUrl: asText(receiptUrl),
  };
}

/** No event of ours is longer; junk may be, and is not worth the time. */
const MAX_BASE64_LENGTH = 20_000;

/** The event that a request's body speaks of, or null when it is no JSON. */
export function readBody(bodyBase64: string): ObservedEvent | null {
  if (bodyBase64 === "" || bodyBase64.length > MAX_BASE64_LENGTH) return null;
  try {
    return readPayload(JSON.parse(textOfBase64(bodyBase64)));
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

const asText = (value: unknown): string | null => (typeof value === "string" ? value : null);
