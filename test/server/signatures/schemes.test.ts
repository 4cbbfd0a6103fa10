// Every scheme keeps the shared promises and agrees with its provider's own package.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SchemeId } from "../../../server/contract/session.ts";
import { headerValue } from "../../../server/signatures/headers.ts";
import { signatureSchemes } from "../../../server/signatures/schemes.ts";
import { createRandom } from "../../../server/simulation/random.ts";
import { official } from "./official.ts";
import { schemeSuite } from "./scheme-suite.ts";

/** The Standard Webhooks packages read the time themselves, so it is set for them. */
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

schemeSuite(signatureSchemes["standard-v1"], { official: official["standard-v1"] });

schemeSuite(signatureSchemes["standard-v1a"], {});

schemeSuite(signatureSchemes["stripe-v1"], {
  unsigned: { id: "the event's id is in the signed body" },
  acceptsFuture: "Stripe's libraries refuse what is too old only",
  official: official["stripe-v1"],
});

schemeSuite(signatureSchemes["github-sha256"], {
  unsigned: { id: "the delivery id is a header beside the signature", timestamp: "the scheme has none" },
  acceptsFuture: "the scheme has no timestamp",
  signsWithOneSecret: "GitHub keeps one secret for each webhook",
  official: official["github-sha256"],
});

describe("the registry", () => {
  it("holds every scheme of the contract under its own id", () => {
    expect(Object.keys(signatureSchemes).toSorted()).toEqual(SchemeId.options.toSorted());
    for (const [id, scheme] of Object.entries(signatureSchemes)) expect(scheme.id).toBe(id);
  });
});

describe("keys", () => {
  const random = createRandom(1);

  it("gives a v1a receiver the public key only", () => {
    const secret = signatureSchemes["standard-v1a"].generateSecret(random);
    const given = signatureSchemes["standard-v1a"].receiverSecret(secret);
    expect([secret.slice(0, 5), given.slice(0, 5)]).toEqual(["whsk_", "whpk_"]);
    const seedText = Buffer.from(secret.slice(5), "base64").subarray(0, 32).toString("base64");
    expect(given).not.toContain(seedText.slice(0, 20));
  });

  it("refuses a key of another kind, so that a public key is never used as a shared secret", () => {
    const { "standard-v1": v1, "standard-v1a": v1a } = signatureSchemes;
    const input = { id: "msg_1", timestampSeconds: 1, body: Buffer.from("{}") };
    const publicKey = v1a.receiverSecret(v1a.generateSecret(random));
    expect(() => v1.sign(input, [publicKey])).toThrow(
      "A standard-v1 secret is whsec_ and 24 to 64 bytes in base64.",
    );
    const signed = v1a.sign(input, [v1a.generateSecret(random)]);
    const asShared = { secrets: [v1.generateSecret(random)], nowSeconds: 1 };
    expect(() => v1a.verify({ headers: signed, body: input.body }, asShared)).toThrow(/receiver holds whpk_/);
  });

  it("asks v1 secrets for the 24 bytes of the specification", () => {
    const short = `whsec_${Buffer.alloc(23).toString("base64")}`;
    const input = { id: "msg_1", timestampSeconds: 1, body: Buffer.from("{}") };
    expect(() => signatureSchemes["standard-v1"].sign(input, [short])).toThrow(TypeError);
  });
});

describe("Stripe's header", () => {
  const scheme = signatureSchemes["stripe-v1"];
  const secret = scheme.generateSecret(createRandom(2));
  const body = Buffer.from('{"id": "evt_1"}');
  const nowSeconds = 1_614_265_330;
  const signed = headerValue(
    scheme.sign({ id: "", timestampSeconds: nowSeconds, body }, [secret]),
    "stripe-signature",
  );
  const [time, signature] = (signed ?? "").split(",");
  const outcome = (value: string) => {
    const request = { headers: [["stripe-signature", value] as [string, string]], body };
    const ours = scheme.verify(request, { secrets: [secret], nowSeconds }).ok;
    const theirs = official["stripe-v1"](request, secret, nowSeconds);
    return { ours, theirs };
  };

  it.each([
    ["a good signature behind a bad one", `${time},v1=${"0".repeat(64)},${signature}`, true],
    ["a good signature before a bad one", `${time},${signature},v1=${"0".repeat(64)}`, true],
    ["an unknown v0 beside it", `${time},v0=${"0".repeat(64)},${signature}`, true],
    ["the signature under v0 only", `${time},${signature?.replace("v1", "v0")}`, false],
    ["a space behind the comma", `${time}, ${signature}`, false],
    ["no time", `${signature}`, false],
  ])("with %s is judged as Stripe's own package judges it", (_name, value, accepted) => {
    expect(outcome(value)).toEqual({ ours: accepted, theirs: accepted });
  });
});
