// Tampering: a genuine request whose body was changed on the way, under its old signature.
import { rewriteHeader } from "../../signatures/headers.ts";
import { toJsonBytes } from "../encoding.ts";
import { defineAttack, refused, sendNow } from "./attack.ts";
import { decodeJson, withCaptured } from "./capturing.ts";
import { membersOf } from "./forging.ts";

/**
 * The event gets another id and the data of another order. A new id, because a handler that remembers ids would
 * otherwise call it a duplicate and hide that it never looked at the signature.
 */
export const tamperedBody = defineAttack("tampered-body", (context) =>
  withCaptured(context, ({ request }) => {
    const original = membersOf(decodeJson(request));
    if (Object.keys(original).length === 0)
      return refused(
        "The captured body is not a JSON object. Choose a request of the provider to tamper with.",
      );
    const { id, data } = membersOf(context.forgedEvent.payload);
    const body = toJsonBytes({ ...original, id, data });
    const headers = rewriteHeader(request.headers, "content-length", () => String(body.length));
    return sendNow(context, { ...request, headers, bodyBase64: Buffer.from(body).toString("base64") });
  }),
);
