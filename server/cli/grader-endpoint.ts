// Reads from the environment which endpoint gives second opinions; only with `--grader` is it ever asked.
import type { Endpoint } from "../interview/model-grader/ask.ts";
import { UsageError } from "./arguments.ts";

/**
 * @param isWanted `--grader` was given: without it nothing is read and nothing is sent
 * @throws UsageError when it is wanted and not set up
 */
export function readGraderEndpoint(isWanted: boolean, env: NodeJS.ProcessEnv): Endpoint | null {
  if (!isWanted) return null;
  const { HOOKPROOF_GRADER_URL: address, HOOKPROOF_GRADER_MODEL: model, HOOKPROOF_GRADER_KEY: key } = env;
  if (!address || !model) {
    const missing = [!address && "HOOKPROOF_GRADER_URL", !model && "HOOKPROOF_GRADER_MODEL"].filter(Boolean);
    throw new UsageError(
      `--grader needs ${missing.join(" and ")} in the environment, for example HOOKPROOF_GRADER_URL=http://127.0.0.1:1234/v1. Set it, or leave --grader out.`,
    );
  }
  const url = URL.parse(address);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new UsageError("HOOKPROOF_GRADER_URL takes an address that begins with http:// or https://.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new UsageError(
      "HOOKPROOF_GRADER_URL holds a name or a password. Put the key into HOOKPROOF_GRADER_KEY.",
    );
  }
  return { url, model, key: key || undefined };
}
