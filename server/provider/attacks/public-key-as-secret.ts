// Forgery: the public key, which everybody may know, used as the shared secret of another version.
import { standardV1 } from "../../signatures/standard-v1.ts";
import { defineAttack, refused, sendNow } from "./attack.ts";
import { forge } from "./forging.ts";

export const publicKeyAsSecret = defineAttack("public-key-as-secret", (context) => {
  const { publicKey, envelope } = context;
  if (publicKey === null)
    return refused(
      `By the scheme ${envelope.scheme.title} both sides share a secret, so there is no public key to misuse. Start a session with Ed25519 signatures for this.`,
    );
  const secret = publicKey.replace(/^whpk_/, "whsec_");
  return sendNow(context, forge(context, { sign: (input) => standardV1.sign(input, [secret]) }));
});
