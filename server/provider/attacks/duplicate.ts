// A genuine duplicate: the provider delivers the same event once more.
import { defineAttack, refused } from "./attack.ts";
import { withCaptured } from "./capturing.ts";

export const duplicate = defineAttack("duplicate", (context) =>
  withCaptured(context, ({ deliveryId }) =>
    deliveryId === null
      ? refused(
          "That request did not come from the provider. Choose a genuine one to have it delivered twice.",
        )
      : { kind: "provider-attempts", deliveryId, copies: 1, gapMs: 0, losesReply: false },
  ),
);
