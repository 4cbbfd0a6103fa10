// The signature schemes as a choice.
import type { SchemeId } from "../../../server/contract/session.ts";

export const schemes: readonly { value: SchemeId; label: string }[] = [
  { value: "standard-v1", label: "Standard Webhooks · HMAC" },
  { value: "standard-v1a", label: "Standard Webhooks · Ed25519" },
  { value: "stripe-v1", label: "Stripe" },
  { value: "github-sha256", label: "GitHub" },
];

export function isScheme(value: string | null): value is SchemeId {
  return schemes.some((scheme) => scheme.value === value);
}
