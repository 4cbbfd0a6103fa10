// @vitest-environment jsdom
// The string to sign: the published example, any other against Node's own cryptography, and the part of the page.
import { createHmac, webcrypto } from "node:crypto";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { SignatureBuilder } from "../../../client/features/course/parts/signature-builder.tsx";
import {
  example,
  firstDifferentByte,
  signatureOf,
  signedBytes,
} from "../../../client/features/course/signature.ts";

beforeAll(() => void vi.stubGlobal("crypto", webcrypto));
afterEach(cleanup);

describe("a signature", () => {
  test("of the published example is the published one", async () => {
    expect(await signatureOf(example)).toBe(example.signature);
  });

  test("is an HMAC over id, timestamp and body with dots between them, whatever they hold", async () => {
    const text = fc.string({ unit: "binary", maxLength: 40 }).map((one) => one.toWellFormed());
    const key = fc.uint8Array({ minLength: 1, maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(text, text, text, key, async (id, timestamp, body, bytes) => {
        const secret = `whsec_${Buffer.from(bytes).toString("base64")}`;
        const expected = createHmac("sha256", bytes).update(`${id}.${timestamp}.${body}`).digest("base64");
        expect(await signatureOf({ id, timestamp, body, secret })).toBe(`v1,${expected}`);
      }),
      { seed: 7, numRuns: 30 },
    );
  });

  test.each(["", "whsec_", "whsec_ä", "whsec_A", example.secret.slice(6)])(
    "is not made with %j, which is no secret",
    async (secret) => {
      expect(await signatureOf({ ...example, secret })).toBeNull();
    },
  );
});

test("the first different byte is found by its place, also where one is longer", () => {
  const of = (body: string) => signedBytes({ id: "a", timestamp: "1", body });
  expect(firstDifferentByte(of("xy"), of("xy"))).toBeNull();
  expect(firstDifferentByte(of("xy"), of("xz"))).toBe(5);
  expect(firstDifferentByte(of("x"), of("xy"))).toBe(5);
});

describe("on the page", () => {
  const computed = async () => (await screen.findByText(/You compute/)).textContent;

  test("the example fits, and a body that was parsed and written again does not", async () => {
    render(<SignatureBuilder />);
    expect(await computed()).toContain(example.signature);
    expect(screen.getByText("the same")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Parse and serialise again" }));
    expect(await screen.findByText("another one")).toBeTruthy();
    expect(screen.getByText(/Byte 49 is the first that differs, in the body/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "As it was sent" }));
    expect(await screen.findByText("the same")).toBeTruthy();
  });

  test("another secret changes no byte, and none at all makes no signature", async () => {
    render(<SignatureBuilder />);
    fireEvent.change(screen.getByLabelText("Secret"), { target: { value: "whsec_AAAA" } });
    expect(await screen.findByText(/The key is not/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "No secret" }));
    expect(await screen.findByText("no key")).toBeTruthy();
  });
});
