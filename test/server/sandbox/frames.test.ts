// The channel's format: frames survive any cutting, and what is no frame is noticed before it is kept.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFrameDecoder, encodeFrame } from "../../../server/sandbox/channel/frames.ts";
import { decodeControl } from "../../../server/sandbox/channel/messages.ts";

const MAX_BYTES = 64 * 1024;

function decoderOf() {
  const frames: { type: string; id: number; payload: string }[] = [];
  const violations: string[] = [];
  const decoder = createFrameDecoder(MAX_BYTES, {
    onFrame: ({ type, id, payload }) => frames.push({ type, id, payload: payload.toString("latin1") }),
    onViolation: (reason) => violations.push(reason),
  });
  return { decoder, frames, violations };
}

const frame = fc.record({
  type: fc.constantFrom("d", "C", "r"),
  id: fc.nat(0xffff_ffff),
  payload: fc.oneof(
    fc.uint8Array({ maxLength: 50 }),
    fc.uint8Array({ minLength: 20_000, maxLength: 40_000 }),
  ),
});

describe("frames", () => {
  test("arrive whole and in order, however the bytes are cut", () => {
    const property = fc.property(
      fc.array(frame, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 20 }),
      (sent, cuts) => {
        const bytes = Buffer.concat(sent.flatMap(({ type, id, payload }) => encodeFrame(type, id, payload)));
        const { decoder, frames, violations } = decoderOf();
        for (let at = 0, cut = 0; at < bytes.length; cut += 1) {
          const length = cuts[cut % cuts.length] ?? 1;
          decoder.push(bytes.subarray(at, at + length));
          at += length;
        }
        expect(violations).toEqual([]);
        expect(frames).toEqual(
          sent.map(({ payload, ...rest }) => ({ ...rest, payload: Buffer.from(payload).toString("latin1") })),
        );
      },
    );
    fc.assert(property, { seed: 20_300_101, numRuns: 200 });
  });

  test("a length beyond the limit is refused from its header alone, and nothing after it is read", () => {
    const { decoder, frames, violations } = decoderOf();
    const header = Buffer.alloc(9);
    header.writeUInt32LE(MAX_BYTES + 1);
    expect(decoder.push(header)).toBe(false);
    expect(violations).toHaveLength(1);
    expect(decoder.push(Buffer.concat(encodeFrame("d", 1, "more")))).toBe(false);
    expect(frames).toEqual([]);
  });
});

describe("control frames", () => {
  const call = (text: string) => decodeControl("C", { type: "C", id: 1, payload: Buffer.from(text) });
  const good = { service: "db", operation: "query", args: { sql: "SELECT 1" }, streamId: null };

  test("of the right shape are read", () => {
    expect(call(JSON.stringify(good))).toEqual(good);
  });

  test.each([
    ["not JSON", "{"],
    ["an unknown service", JSON.stringify({ ...good, service: "fs" })],
    ["an unknown key", JSON.stringify({ ...good, verdict: "pass" })],
    [
      "a key that would be a prototype",
      '{"service":"db","operation":"query","args":{},"streamId":null,"__proto__":{}}',
    ],
    ["a missing key", JSON.stringify({ service: "db" })],
    ["a list", "[]"],
    ["too long", JSON.stringify({ ...good, args: "x".repeat(70_000) })],
    ["deeply nested", `${"[".repeat(32_000)}${"]".repeat(32_000)}`],
  ])("that are %s are refused", (_name, text) => {
    expect(() => call(text)).toThrow(expect.objectContaining({ name: "ProtocolError" }));
  });
});
