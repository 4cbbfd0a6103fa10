// Seeded chance: the same seed gives the same numbers on every machine.

/** A stream of pseudo-random numbers. Not for secrets of the real world: everything here is simulated. */
export interface Random {
  /** An integer from 0 to 2^32 - 1. */
  uint32(): number;
  /** An integer from 0 to `bound` - 1, evenly spread. `bound` is from 1 to 2^32. */
  below(bound: number): number;
  bytes(length: number): Uint8Array;
  /** An independent stream: what is drawn from one label never shifts what another label gives. */
  fork(label: string): Random;
}

const TWO_TO_THE_32 = 2 ** 32;

/** xoshiro128** 1.1 (Blackman and Vigna, prng.di.unimi.it), its state filled by splitmix32 as its authors advise. */
export function createRandom(seed: number): Random {
  const next = xoshiro128(splitmix32(seed));
  const below = (bound: number): number => {
    if (!Number.isInteger(bound) || bound < 1 || bound > TWO_TO_THE_32)
      throw new RangeError(`The bound of a random number must be an integer from 1 to 2^32, not ${bound}.`);
    // The last, incomplete run of `bound` numbers would favour small results: draw again when it is hit.
    const limit = TWO_TO_THE_32 - (TWO_TO_THE_32 % bound);
    let drawn = next();
    while (drawn >= limit) drawn = next();
    return drawn % bound;
  };
  return {
    uint32: next,
    below,
    bytes: (length) => Uint8Array.from({ length }, () => next() >>> 24),
    fork: (label) => createRandom(hashLabel(seed, label)),
  };
}

function xoshiro128(fill: () => number): () => number {
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

const rotateLeft = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

/** All bits of a seed in 32 bits, also of a seed above 2^32. */
const fold = (seed: number): number => (seed ^ Math.floor(seed / TWO_TO_THE_32)) | 0;

/** splitmix32: spreads any seed, also 0, over the whole state. */
function splitmix32(seed: number): () => number {
  let state = fold(seed);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/** FNV-1a over the label, started from the seed. */
function hashLabel(seed: number, label: string): number {
  let hash = (0x811c9dc5 ^ fold(seed)) >>> 0;
  for (const byte of new TextEncoder().encode(label)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
