// Disguise: parameters and headers that nobody signed, for code that reads them before the signed body.
import type { HeaderPairs, RawRequest } from "../../contract/history.ts";
import type { ProviderEvent } from "../attempt-request.ts";
import { defineAttack } from "./attack.ts";
import { disguise } from "./capturing.ts";
import { membersOf } from "./forging.ts";

export const unsignedExtras = defineAttack("unsigned-extras", (context) =>
  disguise(context, (request) => addExtras(request, context.forgedEvent)),
);

function addExtras(request: RawRequest, { eventId, type, payload }: ProviderEvent): RawRequest {
  const orderId = String(membersOf(membersOf(payload).data).orderId);
  const parameters = new URLSearchParams({ id: eventId, type, orderId, order_id: orderId, shop: "other" });
  const headers: HeaderPairs = [
    ["X-Event-Id", eventId],
    ["X-Event-Type", type],
    ["X-Order-Id", orderId],
    ["X-Shop-Id", "other"],
  ];
  const mark = request.path.includes("?") ? "&" : "?";
  return { ...request, path: request.path + mark + parameters, headers: [...request.headers, ...headers] };
}
