// Forgeries that go round the check: unsigned, for code that asks for a signature at one way in and has others.
import { rewriteHeader } from "../../signatures/headers.ts";
import { defineAttack, sendNow } from "./attack.ts";
import { forge, withoutSignature } from "./forging.ts";

/** For a check that stands before what calls itself JSON, and a handler that reads JSON by any name. */
export const unsignedAsText = defineAttack("unsigned-as-text", (context) => {
  const request = forge(context, { sign: withoutSignature });
  const headers = rewriteHeader(request.headers, "content-type", () => "text/plain");
  return sendNow(context, { ...request, headers });
});

/** For a check that compares the path as a text, where the router goes by its meaning. */
export const unsignedOtherPath = defineAttack("unsigned-other-path", (context) => {
  const request = forge(context, { sign: withoutSignature });
  return sendNow(context, { ...request, path: respell(request.path) });
});

/**
 * By default Express looks at neither case nor a slash at the end. One spelling with both changed gets past whoever
 * thought of one of them, and past a prefix.
 */
const respell = (path: string): string => {
  const capitals = path.toUpperCase();
  return capitals.endsWith("/") ? capitals.slice(0, -1) : `${capitals}/`;
};
