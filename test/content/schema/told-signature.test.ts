// Whether somebody is told the signature of their own request: by every scheme with a shared secret, in every usual form.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { tellsSignature } from "../../../content/schema/told-signature.ts";
import type { RawRequest } from "../../../server/contract/history.ts";
import { attacks } from "../../../server/provider/attacks/catalogue.ts";
import { headerValue } from "../../../server/signatures/headers.ts";
import { signatureSchemes } from "../../../server/signatures/schemes.ts";
import { createRandom } from "../../../server/simulation/random.ts";
import { bytesOf, EPOCH_MS, hostile, scene } from "../../server/provider/attacks/scene.ts";

const shared = ["standard-v1", "stripe-v1", "github-sha256"] as const;
type Shared = (typeof shared)[number];

const seconds = Math.floor((EPOCH_MS + 5_000) / 1000);

/** A forgery by this scheme, the signature that it should have had, and what a judge makes of a text about it. */
function forged(schemeId: Shared) {
  const { context, scheme, receiverSecret, genuine } = scene(schemeId);
  const { request } = hostile(attacks["wrong-secret"].plan(context));
  const input = {
    id: headerValue(request.headers, "webhook-id") ?? "",
    timestampSeconds: seconds,
    body: bytesOf(request),
  };
  const [marked = ""] = scheme.readSignatures(scheme.sign(input, [receiverSecret]));
  const valid = marked.slice(scheme.mark.length);
  const world = { secrets: [receiverSecret], signsTime: scheme.toleranceSeconds !== null };
  const tells = (text: string, about: RawRequest | undefined = request) =>
    tellsSignature(text, () => about, world);
  return { request, genuine, marked, valid, world, tells, scheme };
}

const digestOf = (schemeId: Shared, valid: string): Buffer =>
  Buffer.from(valid, schemeId === "standard-v1" ? "base64" : "hex");

describe.each(shared)("by %s", (schemeId) => {
  it("is found as the header would have it, and in every other form of a digest", () => {
    const { marked, valid, tells } = forged(schemeId);
    const digest = digestOf(schemeId, valid);
    for (const form of [
      marked,
      digest.toString("hex"),
      digest.toString("hex").toUpperCase(),
      digest.toString("base64"),
      digest.toString("base64url"),
      JSON.stringify(digest),
      `<Buffer ${digest.toString("hex").match(/../g)?.join(" ")}>`,
      `[${[...digest].join(", ")}]`,
    ])
      expect(tells(`{"expected":"${form}","given":"none"}`), form).toBe(true);
  });

  it("is not found in what a request has brought, though it is the valid one", () => {
    const { genuine, scheme, tells } = forged(schemeId);
    const echo = headerValue(genuine.headers, scheme.signatureHeader) ?? "";
    const [own = ""] = scheme.readSignatures(genuine.headers);
    expect(tells(`got ${echo}`, genuine)).toBe(false);
    const digest = digestOf(schemeId, own.slice(scheme.mark.length));
    expect(tells(`computed ${digest.toString("hex")} ${digest.toString("base64")}`, genuine)).toBe(false);
    expect(tells(`computed ${digest.toString("hex")}`)).toBe(false);
  });

  it("is not found in the wrong one, in other digests, or where there is no request", () => {
    const { request, marked, scheme, world, tells } = forged(schemeId);
    expect(tells(headerValue(request.headers, scheme.signatureHeader) ?? "")).toBe(false);
    for (const encoding of ["hex", "base64", "base64url"] as const)
      expect(tells(createHash("sha256").update(bytesOf(request)).digest(encoding))).toBe(false);
    expect(tells(marked.slice(0, -4))).toBe(false);
    expect(tellsSignature(marked, () => undefined, world)).toBe(false);
  });

  it("is also the one of a second key, of which the sender has not heard", () => {
    const { genuine, world, scheme } = forged(schemeId);
    const other = scheme.generateSecret(createRandom(3));
    const input = { id: "msg_genuine", timestampSeconds: EPOCH_MS / 1000, body: bytesOf(genuine) };
    const [second = ""] = scheme.readSignatures(scheme.sign(input, [other]));
    const secrets = [...world.secrets, other];
    expect(tellsSignature(`expected ${second}`, () => genuine, { ...world, secrets })).toBe(true);
  });
});

it("looks for nothing where a receiver holds a public key, or no secret at all", () => {
  const { genuine } = scene("standard-v1a");
  const secret = signatureSchemes["standard-v1a"].generateSecret(createRandom(1));
  const text = headerValue(genuine.headers, "webhook-signature") ?? "";
  const unheard = { ...genuine, headers: genuine.headers.filter(([name]) => name !== "webhook-signature") };
  for (const secrets of [[secret], [""], ["whsec_"], []])
    expect(tellsSignature(text, () => unheard, { secrets, signsTime: true })).toBe(false);
});

it("asks for the request only when a text is long enough to hold a digest", () => {
  const asks = () => {
    throw new Error("It was asked.");
  };
  const world = { secrets: ["a shared secret"], signsTime: false };
  for (const text of [
    "",
    "OK",
    "Unauthorized",
    "evt_1 done in 12 ms",
    'ETag: W/"2-nOO9QiTIwXgNtWtBJezz8kv3SLc"',
  ])
    expect(tellsSignature(text, asks, world)).toBe(false);
  expect(() => tellsSignature("x".repeat(43), asks, world)).toThrow("asked");
});
