// Every provider whose rules for retries are known here.
import type { ProfileId } from "../../contract/mechanisms.ts";
import type { RetryRules } from "../profile.ts";
import { githubProfile } from "./github.ts";
import { shopifyRules } from "./shopify.ts";
import { slackProfile } from "./slack.ts";
import { standardWebhooksProfile } from "./standard-webhooks.ts";
import { stripeRules } from "./stripe.ts";

export const profiles: Readonly<Record<ProfileId, RetryRules>> = {
  "standard-webhooks": standardWebhooksProfile,
  stripe: stripeRules,
  shopify: shopifyRules,
  slack: slackProfile,
  github: githubProfile,
};
