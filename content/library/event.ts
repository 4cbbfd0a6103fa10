// Reads what a genuine request says: a valid signature tells who wrote it, and nothing about its shape.

export interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

/** The event, or null for what is none. */
export function readEvent(body: Buffer): PaymentEvent | null {
  try {
    const event = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    const { orderId, amount, currency } = event.data;
    const texts = [event.id, event.type, orderId, currency];
    return texts.every((text) => typeof text === "string") && typeof amount === "number" ? event : null;
  } catch {
    return null;
  }
}
