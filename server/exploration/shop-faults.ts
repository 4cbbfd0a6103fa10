// What a shop call can be made to suffer on purpose, and what the handler is told then.
import type { EntryOf, ShopService } from "../contract/history.ts";
import type { ShopReply } from "../shop/types.ts";
import type { CarryOut } from "./world-types.ts";

/** An error that goes away by itself, in the words and with the code of the service's own kind. */
export function failedInPassing(service: ShopService): ShopReply {
  const { name, code, message } = errors[service];
  return { ok: false, error: { name, code, message }, summary: `${code}: ${message}` };
}

const unreachable = (what: string) => ({
  name: "ServiceUnavailableError",
  code: "ECONNRESET",
  message: `The connection to the ${what} broke. The call may have been carried out all the same.`,
});

const errors: Readonly<Record<ShopService, { name: string; code: string; message: string }>> = {
  db: {
    name: "SqlError",
    code: "SQLITE_IOERR",
    message: "The connection to the database broke. The statement may have been carried out all the same.",
  },
  carrier: unreachable("carrier"),
  mail: unreachable("mail service"),
  queue: unreachable("queue"),
  web: unreachable("other machine"),
};

/** What the history keeps of it. */
export function asShopFault({ kind }: CarryOut): Pick<EntryOf<"shop-answered">, "fault"> {
  return kind === "refused" || kind === "answer-lost" || kind === "slow" ? { fault: kind } : {};
}
