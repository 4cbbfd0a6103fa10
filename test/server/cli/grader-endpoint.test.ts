// Second opinions are off unless they are asked for, and a half set-up is told with what to do.
import { describe, expect, test } from "vitest";
import { readGraderEndpoint } from "../../../server/cli/grader-endpoint.ts";

const env = { HOOKPROOF_GRADER_URL: "http://127.0.0.1:1234/v1", HOOKPROOF_GRADER_MODEL: "tiny" };

describe("readGraderEndpoint", () => {
  test("reads nothing without the flag, whatever the environment holds", () => {
    expect(readGraderEndpoint(false, env)).toBeNull();
  });

  test("takes address, model and an optional key", () => {
    const endpoint = readGraderEndpoint(true, { ...env, HOOKPROOF_GRADER_KEY: "k" });
    expect([endpoint?.url.host, endpoint?.model, endpoint?.key]).toEqual(["127.0.0.1:1234", "tiny", "k"]);
    expect(readGraderEndpoint(true, env)?.key).toBeUndefined();
  });

  test.each([
    [{}, /HOOKPROOF_GRADER_URL and HOOKPROOF_GRADER_MODEL/],
    [{ HOOKPROOF_GRADER_URL: env.HOOKPROOF_GRADER_URL }, /needs HOOKPROOF_GRADER_MODEL in/],
    [{ ...env, HOOKPROOF_GRADER_URL: "localhost:1234" }, /begins with http/],
    [{ ...env, HOOKPROOF_GRADER_URL: "ftp://models.test" }, /begins with http/],
    [
      { ...env, HOOKPROOF_GRADER_URL: "http://me:hidden@models.test" },
      /Put the key into HOOKPROOF_GRADER_KEY/,
    ],
  ])("says what is wrong with %j", (broken, message) => {
    expect(() => readGraderEndpoint(true, broken)).toThrow(message);
  });

  test("never repeats what may be a secret", () => {
    const broken = { ...env, HOOKPROOF_GRADER_URL: "http://me:hidden@models.test" };
    expect(() => readGraderEndpoint(true, broken)).not.toThrow(/hidden/);
  });
});
