// The providers' own packages as verifiers. Some read the time themselves: it is set for them, so `Date` has to be fake.
import { verify as verifyGitHub } from "@octokit/webhooks-methods";
import { Webhook as StandardWebhook } from "standardwebhooks";
import Stripe from "stripe";
import { Webhook as SvixWebhook } from "svix";
import { vi } from "vitest";
import type { HeaderPairs } from "../../../server/contract/history.ts";
import type { SchemeId } from "../../../server/contract/session.ts";
import { headerValue } from "../../../server/signatures/headers.ts";

/** Whether a package accepts this request with this key of the receiver. */
export type Official = (
  request: { readonly headers: HeaderPairs; readonly body: Buffer },
  key: string,
  nowSeconds: number,
) => boolean | Promise<boolean>;

const stripe = new Stripe("sk_test_not_used");

/** No package of its provider knows v1a. */
export const official = {
  "standard-v1": ({ headers, body }, key, nowSeconds) => {
    vi.setSystemTime(nowSeconds * 1000);
    const record = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
    const [one, other] = [StandardWebhook, SvixWebhook].map((Webhook) =>
      doesNotThrow(() => new Webhook(key).verify(body, record)),
    );
    if (one !== other) throw new Error("standardwebhooks and svix disagree.");
    return one === true;
  },
  "stripe-v1": ({ headers, body }, key, nowSeconds) => {
    const header = headerValue(headers, "stripe-signature") ?? "";
    return doesNotThrow(() =>
      stripe.webhooks.constructEvent(body, header, key, 300, undefined, nowSeconds * 1000),
    );
  },
  "github-sha256": ({ headers, body }, key) =>
    verifyGitHub(key, body.toString(), headerValue(headers, "x-hub-signature-256") ?? ""),
} as const satisfies Partial<Record<SchemeId, Official>>;

function doesNotThrow(verify: () => unknown): boolean {
  try {
    verify();
    return true;
  } catch {
    return false;
  }
}
