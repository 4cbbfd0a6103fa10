// The signature schemes are held to the vectors that others published.
import { describe, expect, it } from "vitest";
import { hmacSha256 } from "../../server/signatures/checks.ts";
import { publicKeyOf, signEd25519, verifyEd25519 } from "../../server/signatures/ed25519.ts";
import { signatureSchemes } from "../../server/signatures/schemes.ts";
import {
  acceptedStandardLists,
  ed25519Base,
  hmacBase,
  negativeStandardVectors,
  positiveVectors,
} from "./signature-vectors.ts";

describe.each(positiveVectors)("published vector: $name ($source)", (vector) => {
  const scheme = signatureSchemes[vector.scheme];
  const body = Buffer.from(vector.body);
  const verifying = { secrets: [vector.receiverSecret], nowSeconds: vector.timestampSeconds };

  it("is accepted", () => {
    expect(scheme.verify({ headers: vector.headers, body }, verifying)).toEqual({ ok: true });
  });

  if (vector.secret !== null)
    it("is what we sign", () => {
      const signed = scheme.sign({ ...vector, body }, [vector.secret ?? ""]);
      expect(signed).toEqual(vector.headers);
      expect(scheme.receiverSecret(vector.secret ?? "")).toBe(vector.receiverSecret);
    });
});

describe("Standard Webhooks, around the published vector", () => {
  const [vector] = positiveVectors;
  if (vector === undefined) throw new Error("The first vector is missing.");
  const verify = (signature: string, body = vector.body) =>
    signatureSchemes["standard-v1"].verify(
      {
        headers: vector.headers.map(([name, value]) => [
          name,
          name === "webhook-signature" ? signature : value,
        ]),
        body: Buffer.from(body),
      },
      { secrets: [vector.receiverSecret], nowSeconds: vector.timestampSeconds },
    );

  it.each(negativeStandardVectors)("refuses $name", ({ signature, body }) => {
    expect(verify(signature, body)).toMatchObject({ ok: false, reason: "mismatch" });
  });

  it.each(acceptedStandardLists)("accepts the list %s", (list) => {
    expect(verify(list)).toEqual({ ok: true });
  });

  it("refuses a v1 signature made with a public v1a key as its secret", () => {
    const publicKey = signatureSchemes["standard-v1a"].receiverSecret(positiveVectors[1]?.secret ?? "");
    const forged = signatureSchemes["standard-v1"].sign({ ...vector, body: Buffer.from(vector.body) }, [
      `whsec_${publicKey.slice("whpk_".length)}`,
    ]);
    const verified = signatureSchemes["standard-v1a"].verify(
      { headers: forged, body: Buffer.from(vector.body) },
      { secrets: [publicKey], nowSeconds: vector.timestampSeconds },
    );
    expect(verified).toMatchObject({ ok: false, reason: "mismatch" });
  });
});

describe("the primitives below them", () => {
  it(`makes the HMAC-SHA256 of ${hmacBase.source}`, () => {
    expect(hmacSha256(hmacBase.key, hmacBase.content).toString("hex")).toBe(hmacBase.digestHex);
  });

  it(`makes the Ed25519 key and signature of ${ed25519Base.source}`, () => {
    const seed = Buffer.from(ed25519Base.seedHex, "hex");
    const publicKey = publicKeyOf(seed);
    const signature = signEd25519(seed, new Uint8Array());
    expect(Buffer.from(publicKey).toString("hex")).toBe(ed25519Base.publicHex);
    expect(signature.toString("hex")).toBe(ed25519Base.signatureHex);
    expect(verifyEd25519(publicKey, new Uint8Array(), signature)).toBe(true);
    expect(verifyEd25519(publicKey, Buffer.from("x"), signature)).toBe(false);
  });
});
