// The digests that judges compute are those of Node.
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hmacSha256 } from "../../../content/schema/hmac.ts";

test("a digest is Node's own, whatever key and content, in one part or in several", () => {
  const bytes = (maxLength: number) => fc.uint8Array({ maxLength, size: "max" });
  fc.assert(
    fc.property(bytes(150), fc.array(bytes(200), { maxLength: 3 }), (key, parts) => {
      const expected = createHmac("sha256", key).update(Buffer.concat(parts)).digest("hex");
      expect(Buffer.from(hmacSha256(key, ...parts)).toString("hex")).toBe(expected);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("so it is at every length around a block's end", () => {
  for (let length = 0; length <= 130; length += 1) {
    const content = new Uint8Array(length).fill(length);
    const expected = createHmac("sha256", content).update(content).digest("hex");
    expect(Buffer.from(hmacSha256(content, content)).toString("hex")).toBe(expected);
  }
});
