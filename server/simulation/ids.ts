// Identity by seed: the same seed names the same things in the same order.
import type { Random } from "./random.ts";

/** Names of everything that happens in one history. */
export interface Ids {
  /** An event and the message that carries it: `evt_…` and `msg_…` with the same end, so that people see they belong together. */
  event(): { eventId: string; messageId: string };
  delivery(): string;
  attempt(): string;
  call(): string;
  effect(): string;
  /** A version 4 UUID, as GitHub names its deliveries. */
  uuid(): string;
}

const BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62^16 is about 2^95: no two ids of a history meet by chance. */
const SUFFIX_LENGTH = 16;

export function createIds(random: Random): Ids {
  const source = (label: string) => {
    const stream = random.fork(`ids/${label}`);
    return () => suffix(stream);
  };
  const event = source("event");
  const delivery = source("delivery");
  const attempt = source("attempt");
  const call = source("call");
  const effect = source("effect");
  const uuids = random.fork("ids/uuid");
  return {
    event: () => {
      const end = event();
      return { eventId: `evt_${end}`, messageId: `msg_${end}` };
    },
    delivery: () => `dlv_${delivery()}`,
    attempt: () => `att_${attempt()}`,
    call: () => `call_${call()}`,
    effect: () => `eff_${effect()}`,
    uuid: () => uuid(uuids),
  };
}

const suffix = (random: Random): string =>
  Array.from({ length: SUFFIX_LENGTH }, () => BASE_62.charAt(random.below(BASE_62.length))).join("");

function uuid(random: Random): string {
  const bytes = random.bytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
