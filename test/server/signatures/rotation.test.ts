// While a key is rotated, every list with a live key in it is accepted by who holds both, in whatever order it stands.
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SigningKey } from "../../../server/contract/history.ts";
import { SchemeId } from "../../../server/contract/session.ts";
import { signBy } from "../../../server/signatures/rotation.ts";
import { signatureSchemes } from "../../../server/signatures/schemes.ts";
import { createRandom } from "../../../server/simulation/random.ts";
import { official } from "./official.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const NOW_SECONDS = 1_614_265_330;
const body = Buffer.from('{"id": "evt_1"}');
const input = { id: "msg_1", timestampSeconds: NOW_SECONDS, body };

const lists = fc
  .array(fc.constantFrom(...SigningKey.options), { minLength: 1, maxLength: 5 })
  .filter((keys) => keys.some((key) => key !== "unknown-version"));
const fixed = { seed: 1, numRuns: 60 };

function endpoint(schemeId: SchemeId) {
  const scheme = signatureSchemes[schemeId];
  const [current, previous] = [
    scheme.generateSecret(createRandom(1)),
    scheme.generateSecret(createRandom(2)),
  ];
  const sign = (signedBy: readonly SigningKey[], secrets: readonly string[] = [current, previous]) =>
    signBy(scheme, input, { secrets, signedBy });
  const accepts = (signedBy: readonly SigningKey[], holding: readonly string[]) =>
    scheme.verify(
      { headers: sign(signedBy), body },
      { secrets: holding.map(scheme.receiverSecret), nowSeconds: NOW_SECONDS },
    ).ok;
  return { scheme, current, previous, sign, accepts };
}

describe.each(SchemeId.options)("a list of keys by %s", (schemeId) => {
  const { scheme, current, previous, sign, accepts } = endpoint(schemeId);

  it("is accepted by who holds both secrets, and by who holds one that signed", () => {
    const property = fc.property(lists, (signedBy) => {
      expect(accepts(signedBy, [current, previous])).toBe(true);
      const known = signedBy.filter((key) => key !== "unknown-version");
      const signing = scheme.signsWithAll ? known : known.slice(0, 1);
      expect(accepts(signedBy, [current])).toBe(signing.includes("current"));
      expect(accepts(signedBy, [previous])).toBe(signing.includes("previous"));
    });
    fc.assert(property, fixed);
  });

  it("stands in the header in its order, each unknown version in its place", () => {
    const one = (key: SigningKey) => scheme.readSignatures(sign([key]))[0];
    const property = fc.property(lists, (signedBy) => {
      const written = scheme.readSignatures(sign(signedBy));
      const known = signedBy.filter((key) => key !== "unknown-version");
      const fitting = scheme.signsWithAll ? signedBy : known.slice(0, 1);
      expect(written).toHaveLength(fitting.length);
      for (const [index, key] of fitting.entries())
        if (key === "unknown-version") expect(written[index]?.startsWith(scheme.unknownMark)).toBe(true);
        else expect(written[index]).toBe(one(key));
    });
    fc.assert(property, fixed);
  });

  it("has no signature of an unknown version that would be right under a known one", () => {
    const property = fc.property(lists, (signedBy) => {
      const values = scheme.readSignatures(sign(signedBy)).map((signature) => {
        const mark = signature.startsWith(scheme.mark) ? scheme.mark : scheme.unknownMark;
        return { isKnown: mark === scheme.mark, value: signature.slice(mark.length) };
      });
      const known = values.filter(({ isKnown }) => isKnown).map(({ value }) => value);
      for (const { isKnown, value } of values) if (!isKnown) expect(known).not.toContain(value);
    });
    fc.assert(property, fixed);
  });

  it("is our fault with a key that the endpoint does not have, or without any known one", () => {
    expect(() => sign(["current", "previous"], [current])).toThrow(
      "The endpoint has no previous secret to sign with. A world whose key is rotated has two live secrets.",
    );
    expect(() => sign(["unknown-version"])).toThrow(TypeError);
    expect(() => sign([])).toThrow(TypeError);
  });
});

describe.each(["standard-v1", "stripe-v1", "github-sha256"] as const)(
  "the official package for %s",
  (schemeId) => {
    it("accepts the same lists with the same secret", async () => {
      const { scheme, current, previous, sign, accepts } = endpoint(schemeId);
      const holding = fc.constantFrom(current, previous);
      const property = fc.asyncProperty(lists, holding, async (signedBy, secret) => {
        const request = { headers: sign(signedBy), body };
        const theirs = await official[schemeId](request, scheme.receiverSecret(secret), NOW_SECONDS);
        expect(theirs).toBe(accepts(signedBy, [secret]));
      });
      await fc.assert(property, fixed);
    });
  },
);
