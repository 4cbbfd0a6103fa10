// Forgeries that are signed with what stands where a secret was forgotten (CVE-2026-41432).
import type { AttackId } from "../../contract/history.ts";
import { type Attack, defineAttack, refused, sendNow } from "./attack.ts";
import { forge } from "./forging.ts";

export const signedWithEmptySecret = signedWith("signed-with-empty-secret", "");

/** What `${process.env.WEBHOOK_SECRET}` is when the setting is missing. */
export const signedWithUndefined = signedWith("signed-with-undefined", "undefined");

/** The blank secret with which a world starts its receiver. */
export const signedWithBlank = signedWith("signed-with-blank", "   ");

function signedWith(id: AttackId, secret: string): Attack {
  return defineAttack(id, (context) => {
    const { signCarelessly, title } = context.envelope.scheme;
    if (signCarelessly === null)
      return refused(
        `By the scheme ${title} a receiver checks with a public key. Nobody can sign with one, and without one nothing can be checked.`,
      );
    return sendNow(context, forge(context, { sign: (input) => signCarelessly(input, secret) }));
  });
}
