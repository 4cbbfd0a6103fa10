// Mail: an outside party that sends what it is given and takes nothing back.
import { createHash } from "node:crypto";
import { type ArgumentsOf, oneLine } from "./call-arguments.ts";
import { createKeyMemory } from "./idempotency.ts";
import type { EffectCause, EffectLedger } from "./ledger.ts";
import { granted } from "./replies.ts";
import type { ShopReply } from "./types.ts";

export interface Mail {
  send(asked: ArgumentsOf<"mail.send">, cause: EffectCause): ShopReply;
}

export function createMail(ledger: EffectLedger): Mail {
  const keys = createKeyMemory<{ readonly id: string }>();
  let sent = 0;
  return {
    send({ to, subject, text, idempotencyKey }, cause) {
      const content = createHash("sha256")
        .update(JSON.stringify([to, subject, text]))
        .digest("base64");
      const mailed = keys.once({ key: idempotencyKey, content }, () => {
        sent += 1;
        const id = `mail_${sent}`;
        const summary = oneLine(`${id}: "${subject}" to ${to}`, 160);
        // Another text under the same subject is another mail.
        const told = `mail:${to}:${subject}:${content.slice(0, 12)}`;
        ledger.record({ effect: "mailed", subject: told, summary, orderId: null }, cause);
        return { id };
      });
      if ("refusal" in mailed) return mailed.refusal;
      const { result, isRepeat } = mailed;
      return granted(result, isRepeat ? `${result.id} of before: same idempotency key` : result.id);
    },
  };
}
