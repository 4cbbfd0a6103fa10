// HMAC-SHA256 at once and in plain code: judges are pure and wait for nothing, in Node and in a browser, which share no other.

const BLOCK_BYTES = 64;

/** By RFC 2104. */
export function hmacSha256(key: Uint8Array, ...content: readonly Uint8Array[]): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key);
  const masked = (mask: number) => block.map((byte) => byte ^ mask);
  return sha256(masked(0x5c), sha256(masked(0x36), ...content));
}

/** By FIPS 180-4. */
function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const padded = pad(parts);
  const state = firstWords(8, (prime) => Math.sqrt(prime));
  for (let start = 0; start < padded.byteLength; start += BLOCK_BYTES)
    mix(state, new DataView(padded.buffer, start));
  const digest = new DataView(new ArrayBuffer(32));
  for (const [index, word] of state.entries()) digest.setInt32(index * 4, word);
  return new Uint8Array(digest.buffer);
}

/** All parts, a one, zeros, and the number of bits: whole blocks of them. */
function pad(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const padded = new Uint8Array(Math.ceil((length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  let end = 0;
  for (const part of parts) {
    padded.set(part, end);
    end += part.length;
  }
  padded[end] = 0x80;
  new DataView(padded.buffer).setUint32(padded.length - 4, length * 8);
  return padded;
}

/** The state after one block more. */
function mix(state: Int32Array, block: DataView): void {
  const words = spread(block);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index += 1) {
    const chosen = (e & f) ^ (~e & g);
    const common = (a & b) ^ (a & c) ^ (b & c);
    const word = (constants[index] ?? 0) + (words[index] ?? 0);
    const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + chosen + word;
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + common;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = (state[index] ?? 0) + word;
  });
}

/** The sixteen words of a block, and forty-eight that are made of these. */
function spread(block: DataView): Int32Array {
  const words = new Int32Array(64);
  const word = (index: number) => words[index] ?? 0;
  for (let index = 0; index < 16; index += 1) words[index] = block.getInt32(index * 4);
  for (let index = 16; index < 64; index += 1) {
    const [early, late] = [word(index - 15), word(index - 2)];
    const one = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const two = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words[index] = word(index - 16) + one + word(index - 7) + two;
  }
  return words;
}

/** To the right; what falls out there comes in on the left. */
const turn = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

/** 32 bits of what follows the point in these roots of the first primes. */
function firstWords(count: number, root: (prime: number) => number): Int32Array {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return Int32Array.from(primes, (prime) => (root(prime) % 1) * 2 ** 32);
}

const constants = firstWords(64, Math.cbrt);
