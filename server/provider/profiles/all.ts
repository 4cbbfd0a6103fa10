// Every provider whose delivery rules are known here.
import type { ProfileId } from "../../contract/mechanisms.ts";
import type { ProviderProfile } from "../profile.ts";
import { githubProfile } from "./github.ts";
import { slackProfile } from "./slack.ts";
import { standardWebhooksProfile } from "./standard-webhooks.ts";

export const profiles: Readonly<Record<ProfileId, ProviderProfile>> = {
  "standard-webhooks": standardWebhooksProfile,
  github: githubProfile,
  slack: slackProfile,
};
