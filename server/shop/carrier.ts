// The carrier: an outside party that ships what it is told to, knows nothing of the shop's orders, and takes nothing back.
import type { ArgumentsOf } from "./call-arguments.ts";
import { createKeyMemory } from "./idempotency.ts";
import type { EffectCause, EffectLedger } from "./ledger.ts";
import { granted } from "./replies.ts";
import type { ShopReply } from "./types.ts";

export interface Shipment {
  /** `shp_1` for the first one. */
  readonly id: string;
  readonly orderId: string;
}

export interface Carrier {
  ship(asked: ArgumentsOf<"carrier.ship">, cause: EffectCause): ShopReply;
}

export function createCarrier(ledger: EffectLedger): Carrier {
  const keys = createKeyMemory<Shipment>();
  let shipments = 0;
  return {
    ship({ orderId, idempotencyKey }, cause) {
      const shipped = keys.once({ key: idempotencyKey, content: orderId }, () => {
        shipments += 1;
        const shipment = { id: `shp_${shipments}`, orderId };
        const summary = `${shipment.id}: ${orderId} shipped`;
        ledger.record({ effect: "shipped", subject: `ship:${orderId}`, summary, orderId }, cause);
        return shipment;
      });
      if ("refusal" in shipped) return shipped.refusal;
      const { result, isRepeat } = shipped;
      return granted(result, isRepeat ? `${result.id} of before: same idempotency key` : result.id);
    },
  };
}
