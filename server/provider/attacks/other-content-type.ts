// Bad input: genuine bytes under another name, for code whose body parser then looks away.
import { rewriteHeader } from "../../signatures/headers.ts";
import { defineAttack } from "./attack.ts";
import { disguise } from "./capturing.ts";

export const otherContentType = defineAttack("other-content-type", (context) =>
  disguise(context, (request) => ({
    ...request,
    headers: rewriteHeader(request.headers, "content-type", () => "text/plain"),
  })),
);
