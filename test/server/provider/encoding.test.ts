// The provider writes one event in many encodings: always the same JSON, in other bytes.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Encoding } from "../../../server/contract/history.ts";
import { toJsonBytes } from "../../../server/provider/encoding.ts";

const write = (payload: unknown, encoding?: Encoding) =>
  Buffer.from(toJsonBytes(payload, encoding)).toString("utf8");

const payload = {
  id: "evt_1",
  text: 'a,\n "b": {1',
  path: "a/é😀",
  amount: -4900,
  rate: 1.5,
  list: [1, { two: [], three: null }],
};

describe("an encoding", () => {
  it.each<[Encoding, string]>([
    [
      "spaced",
      String.raw`{"id": "evt_1", "text": "a,\n \"b\": {1", "path": "a/é😀", "amount": -4900, "rate": 1.5, "list": [1, {"two": [], "three": null}]}`,
    ],
    [
      "compact",
      String.raw`{"id":"evt_1","text":"a,\n \"b\": {1","path":"a/é😀","amount":-4900,"rate":1.5,"list":[1,{"two":[],"three":null}]}`,
    ],
    [
      "reordered",
      String.raw`{"list": [1, {"three": null, "two": []}], "rate": 1.5, "amount": -4900, "path": "a/é😀", "text": "a,\n \"b\": {1", "id": "evt_1"}`,
    ],
    [
      "escaped",
      String.raw`{"id": "evt\u005f1", "text": "a\u002c\n\u0020\"b\"\u003a\u0020\u007b1", "path": "a\/\u00e9\ud83d\ude00", "amount": -4900, "rate": 1.5, "list": [1, {"two": [], "three": null}]}`,
    ],
    [
      "float-numbers",
      String.raw`{"id": "evt_1", "text": "a,\n \"b\": {1", "path": "a/é😀", "amount": -4900.0, "rate": 1.5, "list": [1.0, {"two": [], "three": null}]}`,
    ],
  ])("called %s writes as it is known to", (encoding, text) => {
    expect(write(payload, encoding)).toBe(text);
  });

  it("called indented stands on many lines", () => {
    expect(write(payload, "indented")).toBe(JSON.stringify(payload, null, 2));
  });

  it("is spaced, when none is asked for", () => {
    expect(write(payload)).toBe(write(payload, "spaced"));
  });

  it("says the same JSON, whatever that is", () => {
    const property = fc.property(fc.jsonValue(), fc.constantFrom(...Encoding.options), (value, encoding) => {
      expect(JSON.parse(write(value, encoding))).toEqual(JSON.parse(JSON.stringify(value)));
    });
    fc.assert(property, { seed: 1, numRuns: 600 });
  });

  it("gives every event other bytes than any other encoding, and than a handler that writes it again", () => {
    const event = fc.record({
      id: fc.stringMatching(/^evt_\w{16}$/),
      created: fc.nat(),
      data: fc.dictionary(fc.string(), fc.jsonValue()),
    });
    const property = fc.property(event, (made) => {
      const written = Encoding.options.map((encoding) => write(made, encoding));
      expect(new Set(written).size).toBe(Encoding.options.length);
      const again = written.filter((text) => JSON.stringify(JSON.parse(text)) === text);
      expect(again).toEqual([write(made, "compact")]);
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
  });
});
