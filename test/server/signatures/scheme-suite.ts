// What every signature scheme promises; a new scheme passes this suite or says in its traits why it cannot.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HeaderPairs } from "../../../server/contract/history.ts";
import { headerValue, rewriteHeader, withoutHeaders } from "../../../server/signatures/headers.ts";
import type { SignatureScheme, SignedRequest } from "../../../server/signatures/types.ts";
import { createRandom } from "../../../server/simulation/random.ts";
import type { Official } from "./official.ts";

export interface SchemeTraits {
  /** Whether an official package accepts the same request with the same key. */
  official?: Official;
  /** Why an id or a timestamp can be changed unnoticed, when it can. */
  unsigned?: { id?: string; timestamp?: string };
  /** Why the far future is accepted, when it is. */
  acceptsFuture?: string;
  /** Why only one of several live secrets signs, when it does. */
  signsWithOneSecret?: string;
}

export function schemeSuite(scheme: SignatureScheme, traits: SchemeTraits): void {
  describe(`${scheme.id} keeps what a signature scheme promises`, () => {
    promisesAcceptance(scheme);
    promisesIntegrity(scheme);
    promisesStrictness(scheme);
    promisesRotation(scheme, traits);
    promisesBinding(scheme, traits);
    promisesSpelling(scheme, traits);
    if (scheme.toleranceSeconds !== null) promisesFreshness(scheme, scheme.toleranceSeconds, traits);
    if (scheme.rewriteTimestamp !== null) promisesBoundTimestamp(scheme, scheme.rewriteTimestamp);
    if (traits.official !== undefined) agreesWithOfficialPackage(scheme, traits.official);
  });
}

const body = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
const timestampSeconds = fc.integer({ min: 1_000_000_000, max: 4_000_000_000 });
const id = fc.stringMatching(/^msg_[0-9A-Za-z]{1,24}$/);
const input = fc.record({ id, timestampSeconds, body });
/** Any bytes, as Node hands header text over. */
const junkText = fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString("latin1"));
const sample = { id: "msg_1", timestampSeconds: 1_614_265_330, body: Buffer.from('{"a": 1}') };
const fixed = { seed: 1, numRuns: 60 };

const secretOf = (scheme: SignatureScheme, seed: number, label = "secret") =>
  scheme.generateSecret(createRandom(seed).fork(label));

const verify = (
  scheme: SignatureScheme,
  request: SignedRequest,
  at: { secrets: string[]; nowSeconds: number },
) => scheme.verify(request, { secrets: at.secrets.map(scheme.receiverSecret), nowSeconds: at.nowSeconds });

function promisesAcceptance(scheme: SignatureScheme) {
  it("accepts what it signed, and reads its headers in any case", () => {
    const spelling = fc.constantFrom<(name: string) => string>(
      (name) => name,
      (name) => name.toUpperCase(),
      (name) => name.toLowerCase(),
    );
    const property = fc.property(input, fc.nat(), spelling, (signed, seed, spell) => {
      const secret = secretOf(scheme, seed);
      const signedHeaders = scheme.sign(signed, [secret]);
      expect(signedHeaders.map(([name]) => name)).toEqual(scheme.headerNames);
      const headers: HeaderPairs = signedHeaders.map(([name, value]) => [spell(name), value]);
      const now = { secrets: [secret], nowSeconds: signed.timestampSeconds };
      expect(verify(scheme, { headers, body: signed.body }, now)).toEqual({ ok: true });
    });
    fc.assert(property, fixed);
  });

  it("signs the same again for the same input, with a secret that follows from the seed", () => {
    const property = fc.property(input, fc.nat(), (signed, seed) => {
      const again = scheme.sign(signed, [secretOf(scheme, seed)]);
      expect(scheme.sign(signed, [secretOf(scheme, seed)])).toEqual(again);
      expect(scheme.sign(signed, [secretOf(scheme, seed + 1)])).not.toEqual(again);
    });
    fc.assert(property, fixed);
  });
}

function promisesIntegrity(scheme: SignatureScheme) {
  const accepts = (headers: HeaderPairs, bytes: Uint8Array, nowSeconds: number) =>
    verify(scheme, { headers, body: bytes }, { secrets: [secretOf(scheme, 1)], nowSeconds }).ok;

  it("refuses when any byte of the body is changed, added or cut off", () => {
    const property = fc.property(input, fc.nat(), fc.integer({ min: 1, max: 255 }), (signed, at, mask) => {
      const headers = scheme.sign(signed, [secretOf(scheme, 1)]);
      const variants = [Buffer.concat([signed.body, Buffer.of(mask)])];
      if (signed.body.length > 0) {
        const changed = Buffer.from(signed.body);
        changed.writeUInt8(changed.readUInt8(at % changed.length) ^ mask, at % changed.length);
        variants.push(changed, signed.body.subarray(0, -1));
      }
      for (const variant of variants) expect(accepts(headers, variant, signed.timestampSeconds)).toBe(false);
    });
    fc.assert(property, fixed);
  });

  it("refuses when any character of the signature is changed, added or cut off", () => {
    const property = fc.property(
      input,
      fc.nat(),
      fc.integer({ min: 0x21, max: 0x7e }),
      (signed, at, code) => {
        const headers = scheme.sign(signed, [secretOf(scheme, 1)]);
        const value = headerValue(headers, scheme.signatureHeader) ?? "";
        // The signature itself starts behind the last "," or "=" of the name and the version.
        const start = value.search(/[^,=]+=*$/);
        const index = start + (at % (value.length - start));
        const changed = value.slice(0, index) + String.fromCharCode(code) + value.slice(index + 1);
        for (const variant of [value.slice(0, -1), `${value}0`, changed]) {
          if (variant === value) continue;
          const forged = rewriteHeader(headers, scheme.signatureHeader, () => variant);
          expect(accepts(forged, signed.body, signed.timestampSeconds)).toBe(false);
        }
      },
    );
    fc.assert(property, fixed);
  });

  it("refuses another secret", () => {
    const property = fc.property(input, fc.nat(), (signed, seed) => {
      const headers = scheme.sign(signed, [secretOf(scheme, seed, "attacker")]);
      const now = { secrets: [secretOf(scheme, seed)], nowSeconds: signed.timestampSeconds };
      const result = verify(scheme, { headers, body: signed.body }, now);
      expect(result).toMatchObject({ ok: false, reason: "mismatch" });
    });
    fc.assert(property, fixed);
  });
}

function promisesStrictness(scheme: SignatureScheme) {
  const secret = secretOf(scheme, 0);
  const now = { secrets: [secret], nowSeconds: sample.timestampSeconds };

  it.each(scheme.headerNames.map((name) => ({ name })))(
    "refuses a request without $name, or with it empty",
    ({ name }) => {
      const headers = scheme.sign(sample, [secret]);
      for (const changed of [withoutHeaders(headers, [name]), rewriteHeader(headers, name, () => "")])
        expect(verify(scheme, { headers: changed, body: sample.body }, now)).toMatchObject({
          ok: false,
          reason: "missing-header",
        });
    },
  );

  it("refuses junk in its headers, and never throws for it", () => {
    const junk = fc.dictionary(fc.constantFrom(...scheme.headerNames), junkText);
    const property = fc.property(junk, body, (headers, bytes) => {
      expect(verify(scheme, { headers: Object.entries(headers), body: bytes }, now).ok).toBe(false);
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  it("throws for a secret that is empty or missing: nobody may sign with nothing", () => {
    const headers = scheme.sign(sample, [secret]);
    for (const secrets of [[], [""], ["  "], [secret, ""]]) {
      expect(() => scheme.sign(sample, secrets)).toThrow(TypeError);
      const verifying = { secrets, nowSeconds: sample.timestampSeconds };
      expect(() => scheme.verify({ headers, body: sample.body }, verifying)).toThrow(TypeError);
    }
  });
}

function promisesRotation(scheme: SignatureScheme, traits: SchemeTraits) {
  const [oldSecret, newSecret] = [secretOf(scheme, 1), secretOf(scheme, 2)];
  const accepts = (signing: string[], holding: string[]) =>
    verify(
      scheme,
      { headers: scheme.sign(sample, signing), body: sample.body },
      { secrets: holding, nowSeconds: sample.timestampSeconds },
    ).ok;

  it("is accepted by a receiver that holds old and new secret, whichever signed", () => {
    for (const signing of [[oldSecret], [newSecret], [newSecret, oldSecret]])
      expect(accepts(signing, [oldSecret, newSecret])).toBe(true);
  });

  it("signs with every live secret, or says in its traits why only the newest one signs", () => {
    expect(accepts([newSecret, oldSecret], [newSecret])).toBe(true);
    expect(accepts([newSecret, oldSecret], [oldSecret])).toBe(traits.signsWithOneSecret === undefined);
  });
}

function promisesBinding(scheme: SignatureScheme, traits: SchemeTraits) {
  it("signs its id and its timestamp, or says in its traits why it does not", () => {
    const signature = (changed: Partial<typeof sample>) =>
      headerValue(scheme.sign({ ...sample, ...changed }, [secretOf(scheme, 5)]), scheme.signatureHeader);
    const later = { timestampSeconds: sample.timestampSeconds + 1 };
    const withoutTimestamp = traits.unsigned?.timestamp !== undefined;
    expect(signature({ id: "msg_2" }) === signature({})).toBe(traits.unsigned?.id !== undefined);
    expect(signature(later) === signature({})).toBe(withoutTimestamp);
    expect(scheme.toleranceSeconds === null).toBe(withoutTimestamp);
    expect(scheme.rewriteTimestamp === null).toBe(withoutTimestamp);
  });
}

function promisesSpelling(scheme: SignatureScheme, traits: SchemeTraits) {
  const headers = scheme.sign(sample, [secretOf(scheme, 8), secretOf(scheme, 9)]);
  const signatures = scheme.readSignatures(headers);

  it("reads its signatures, each with its mark, and puts others in their place", () => {
    expect(scheme.signsWithAll).toBe(traits.signsWithOneSecret === undefined);
    expect(signatures).toHaveLength(scheme.signsWithAll ? 2 : 1);
    for (const signature of signatures) expect(signature.startsWith(scheme.mark)).toBe(true);
    expect(scheme.replaceSignatures(headers, signatures)).toEqual(headers);
    const others = [`${scheme.mark}A`, `${scheme.unknownMark}B`].slice(0, signatures.length);
    expect(scheme.readSignatures(scheme.replaceSignatures(headers, others))).toEqual(others);
  });

  it("does not know its own signature under another mark", () => {
    const renamed = signatures.map((signature) => scheme.unknownMark + signature.slice(scheme.mark.length));
    const request = { headers: scheme.replaceSignatures(headers, renamed), body: sample.body };
    const at = { secrets: [secretOf(scheme, 8)], nowSeconds: sample.timestampSeconds };
    expect(verify(scheme, request, at).ok).toBe(false);
  });

  it("changes nothing but the text of its timestamp", () => {
    const { rewriteTimestamp } = scheme;
    if (rewriteTimestamp === null) return;
    const seen: string[] = [];
    const same = rewriteTimestamp(headers, (text) => {
      seen.push(text);
      return text;
    });
    expect([same, seen]).toEqual([headers, [String(sample.timestampSeconds)]]);
    const without = rewriteTimestamp(headers, () => null);
    expect(without.flat().join()).not.toContain(String(sample.timestampSeconds));
    expect(scheme.readSignatures(without)).toEqual(signatures);
  });

  it("signs carelessly as it signs with a secret that is one, and with a text that is none", () => {
    const { signCarelessly } = scheme;
    if (signCarelessly === null) return;
    const secret = secretOf(scheme, 8);
    expect(signCarelessly(sample, secret)).toEqual(scheme.sign(sample, [secret]));
    for (const none of ["", "   "]) {
      expect(() => scheme.sign(sample, [none])).toThrow(TypeError);
      expect(scheme.readSignatures(signCarelessly(sample, none))).toHaveLength(1);
    }
  });
}

function promisesFreshness(scheme: SignatureScheme, toleranceSeconds: number, traits: SchemeTraits) {
  it("accepts the age of its tolerance and refuses one second more", () => {
    const property = fc.property(input, (signed) => {
      const secret = secretOf(scheme, 3);
      const request = { headers: scheme.sign(signed, [secret]), body: signed.body };
      const at = (ageSeconds: number) =>
        verify(scheme, request, { secrets: [secret], nowSeconds: signed.timestampSeconds + ageSeconds });
      expect(at(toleranceSeconds)).toEqual({ ok: true });
      expect(at(toleranceSeconds + 1)).toMatchObject({ ok: false, reason: "too-old" });
      expect(at(-toleranceSeconds)).toEqual({ ok: true });
      const early = at(-toleranceSeconds - 1);
      expect(scheme.refusesFuture).toBe(traits.acceptsFuture === undefined);
      if (scheme.refusesFuture) expect(early).toMatchObject({ ok: false, reason: "too-new" });
      else expect(early).toEqual({ ok: true });
    });
    fc.assert(property, fixed);
  });
}

function promisesBoundTimestamp(
  scheme: SignatureScheme,
  rewriteTimestamp: NonNullable<SignatureScheme["rewriteTimestamp"]>,
) {
  it("refuses a fresh timestamp over an old signature", () => {
    const property = fc.property(input, fc.integer({ min: 1, max: 1_000_000 }), (signed, laterSeconds) => {
      const secret = secretOf(scheme, 4);
      const nowSeconds = signed.timestampSeconds + laterSeconds;
      const headers = rewriteTimestamp(scheme.sign(signed, [secret]), () => String(nowSeconds));
      const result = verify(scheme, { headers, body: signed.body }, { secrets: [secret], nowSeconds });
      expect(result).toMatchObject({ ok: false, reason: "mismatch" });
    });
    fc.assert(property, fixed);
  });
}

function agreesWithOfficialPackage(scheme: SignatureScheme, official: NonNullable<SchemeTraits["official"]>) {
  const secret = secretOf(scheme, 6);

  it("agrees with the official package on genuine, changed, late and wrongly signed requests", async () => {
    const genuine = fc.record({ id, timestampSeconds, body: fc.json().map((text) => Buffer.from(text)) });
    const shift = fc.constantFrom(-400, -300, -1, 0, 1, 299, 300, 301, 5_000);
    const change = fc.constantFrom("none", "body", "secret");
    const property = fc.asyncProperty(genuine, shift, change, async (signed, lateSeconds, changed) => {
      const headers = scheme.sign(signed, [changed === "secret" ? secretOf(scheme, 7) : secret]);
      const sent = changed === "body" ? Buffer.concat([signed.body, Buffer.from(" ")]) : signed.body;
      const nowSeconds = signed.timestampSeconds + lateSeconds;
      const ours = verify(scheme, { headers, body: sent }, { secrets: [secret], nowSeconds }).ok;
      expect(await official({ headers, body: sent }, scheme.receiverSecret(secret), nowSeconds)).toBe(ours);
    });
    await fc.assert(property, { seed: 1, numRuns: 100 });
  });
}
