// Bad input: few bytes that become many, for code that inflates before it asks who sent them.
import type { HeaderPairs } from "../../contract/history.ts";
import { defineAttack, sendNow } from "./attack.ts";
import { forge, withoutSignature } from "./forging.ts";

/** 64 KiB of spaces, compressed once and for all: another compressor gives other bytes, and a plan gives always the same. */
const MEMBER = Buffer.from(
  "H4sIAAAAAAAC/+3BgQAAAACAIJX9KRepCgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGqUGSy0AAABAA==",
  "base64",
);
/** A gzip file may have many members; these make 20 MiB. */
const MEMBERS = 320;

export const compressed = defineAttack("compressed", (context) => {
  const body = Buffer.concat(Array.from({ length: MEMBERS }, () => MEMBER));
  const request = forge(context, {
    sign: withoutSignature,
    event: { ...context.forgedEvent, body },
  });
  const encoding: HeaderPairs = [["Content-Encoding", "gzip"]];
  return sendNow(context, { ...request, headers: [...request.headers, ...encoding] });
});
