// The properties that every history must satisfy.
import { z } from "zod";

export const InvariantId = z.enum([
  "accepts-genuine",
  "accepts-rotated-secret",
  "refuses-forgery",
  "refuses-replay-attack",
  "effect-at-most-once",
  "effect-at-least-once",
  "acknowledges-in-time",
  "keeps-newest-state",
  "honest-status",
  "survives-bad-input",
  "trusts-own-records",
  "keeps-secrets",
  "keeps-links-outside",
]);
export type InvariantId = z.infer<typeof InvariantId>;
