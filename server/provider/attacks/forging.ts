// What forgeries share: an event that never happened, as a request of this moment.
import type { HeaderPairs, RawRequest } from "../../contract/history.ts";
import { buildAttemptRequest, type ProviderEvent, type Sign } from "../attempt-request.ts";
import type { AttackContext } from "./attack.ts";

export interface Forging {
  readonly sign: Sign;
  /** Default: the forged event as it is. */
  readonly event?: ProviderEvent;
  readonly aheadSeconds?: number;
}

/** The forged event as a request of this moment. */
export function forge(context: AttackContext, { sign, event, aheadSeconds = 0 }: Forging): RawRequest {
  return buildAttemptRequest(event ?? context.forgedEvent, context.envelope, {
    sign,
    timestampSeconds: nowSeconds(context) + aheadSeconds,
    deliveryUuid: context.freshUuid,
  });
}

/** Signed in the right way with a secret that the attacker made up. */
export const withGuessedSecret =
  ({ envelope, guessedSecret }: AttackContext): Sign =>
  (input) =>
    envelope.scheme.sign(input, [guessedSecret]);

export const withoutSignature: Sign = () => [];

/** The forged event with a signature header in which these signatures stand, whatever they are. */
export function forgeSignatures(
  context: AttackContext,
  rewrite: (signatures: readonly string[]) => readonly string[],
): RawRequest {
  const { scheme } = context.envelope;
  const sign = withGuessedSecret(context);
  return forge(context, {
    sign(input): HeaderPairs {
      const headers = sign(input);
      return scheme.replaceSignatures(headers, rewrite(scheme.readSignatures(headers)));
    },
  });
}

export const nowSeconds = ({ epochMs, nowMs }: Pick<AttackContext, "epochMs" | "nowMs">): number =>
  Math.floor((epochMs + nowMs) / 1000);

/** The members of a JSON object; none of anything else. */
export const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
