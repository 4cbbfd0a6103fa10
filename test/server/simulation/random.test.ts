// Seeded chance is repeatable, evenly spread and independent by label.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../server/simulation/random.ts";

const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const take = (source: () => number, count: number) => Array.from({ length: count }, source);

describe("createRandom", () => {
  it("gives the numbers of the reference implementation of xoshiro128** filled by splitmix32", () => {
    // Made with an independent BigInt transcription of both published algorithms (see the reference below).
    const reference = referenceXoshiro(42);
    expect(take(createRandom(42).uint32, 50)).toEqual(take(reference, 50));
  });

  it("repeats itself for the same seed", () => {
    fc.assert(
      fc.property(seed, (value) => {
        expect(take(createRandom(value).uint32, 20)).toEqual(take(createRandom(value).uint32, 20));
      }),
      { seed: 1 },
    );
  });

  it("differs between neighbouring seeds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 2 }), (value) => {
        expect(take(createRandom(value).uint32, 4)).not.toEqual(take(createRandom(value + 1).uint32, 4));
      }),
      { seed: 1 },
    );
  });

  it("stays below its bound", () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 2 ** 32 }), (value, bound) => {
        for (const drawn of take(() => createRandom(value).below(bound), 5)) {
          expect(drawn).toBeGreaterThanOrEqual(0);
          expect(drawn).toBeLessThan(bound);
        }
      }),
      { seed: 1 },
    );
  });

  it("spreads evenly: 60,000 throws of a die stay within five standard deviations", () => {
    const random = createRandom(7);
    const counts = [0, 0, 0, 0, 0, 0];
    for (let thrown = 0; thrown < 60_000; thrown += 1) {
      const face = random.below(6);
      counts[face] = (counts[face] ?? 0) + 1;
    }
    const deviation = Math.sqrt(60_000 * (1 / 6) * (5 / 6));
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * deviation);
  });

  it("keeps forks apart from each other and from what was drawn before", () => {
    const fresh = createRandom(3).fork("a");
    const used = createRandom(3);
    used.bytes(100);
    expect(take(used.fork("a").uint32, 8)).toEqual(take(fresh.uint32, 8));
    expect(take(createRandom(3).fork("a").uint32, 8)).not.toEqual(take(createRandom(3).fork("b").uint32, 8));
  });

  it("refuses a bound that is no positive integer", () => {
    for (const bound of [0, -1, 1.5, Number.NaN, 2 ** 33])
      expect(() => createRandom(1).below(bound)).toThrow(RangeError);
  });
});

/** Both algorithms written down again in BigInt arithmetic, where nothing can be lost to 32-bit signs. */
function referenceXoshiro(seedValue: number): () => number {
  const mask = 0xffffffffn;
  let state = BigInt(seedValue) & mask;
  const splitmix = () => {
    state = (state + 0x9e3779b9n) & mask;
    let z = state;
    z = ((z ^ (z >> 16n)) * 0x21f0aaadn) & mask;
    z = ((z ^ (z >> 15n)) * 0x735a2d97n) & mask;
    return (z ^ (z >> 15n)) & mask;
  };
  const rotate = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & mask;
  let [s0, s1, s2, s3] = [splitmix(), splitmix(), splitmix(), splitmix()];
  return () => {
    const result = (rotate((s1 * 5n) & mask, 7n) * 9n) & mask;
    const t = (s1 << 9n) & mask;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotate(s3, 11n);
    return Number(result);
  };
}
