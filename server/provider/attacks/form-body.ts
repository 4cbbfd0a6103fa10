// Bad input: an unsigned event written as a form, for code that parses whatever comes and then finds its fields.
import { rewriteHeader } from "../../signatures/headers.ts";
import { defineAttack, sendNow } from "./attack.ts";
import { forge, withoutSignature } from "./forging.ts";

export const formBody = defineAttack("form-body", (context) => {
  const form = new URLSearchParams(fieldsOf(context.forgedEvent.payload));
  const event = { ...context.forgedEvent, body: Buffer.from(form.toString()) };
  const request = forge(context, { sign: withoutSignature, event });
  const headers = rewriteHeader(request.headers, "content-type", () => "application/x-www-form-urlencoded");
  return sendNow(context, { ...request, headers });
});

/** `data[orderId]=…`, as form parsers nest their fields. */
function fieldsOf(value: unknown, name = ""): [string, string][] {
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, member]) =>
    fieldsOf(member, name === "" ? key : `${name}[${key}]`),
  );
}
