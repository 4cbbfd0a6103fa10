// Every signature scheme by its id.
import type { SchemeId } from "../contract/session.ts";
import { githubSha256 } from "./github-sha256.ts";
import { standardV1 } from "./standard-v1.ts";
import { standardV1a } from "./standard-v1a.ts";
import { stripeV1 } from "./stripe-v1.ts";
import type { SignatureScheme } from "./types.ts";

export const signatureSchemes: Readonly<Record<SchemeId, SignatureScheme>> = {
  "standard-v1": standardV1,
  "standard-v1a": standardV1a,
  "stripe-v1": stripeV1,
  "github-sha256": githubSha256,
};
