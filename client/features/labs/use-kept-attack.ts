// The attack that broke the weak receiver: kept like everything that was typed, because the proof of the repair begins with it.
import type { Attack } from "../../../server/contract/labs.ts";
import { useDraft } from "../../api/use-draft.ts";

export interface KeptAttack {
  readonly attack: Attack | null;
  keep(attack: Attack): void;
}

export function useKeptAttack(labId: string): KeptAttack {
  const { value, setValue } = useDraft<Attack | null>(`lab/${labId}/attack`, null, readAttack);
  return { attack: value, keep: setValue };
}

/** The server checks it again whenever it is played; here only what is no attack at all is left out. */
function readAttack(stored: unknown): Attack | null {
  const by: unknown = typeof stored === "object" && stored !== null ? Reflect.get(stored, "by") : null;
  return by === "requests" || by === "script" || by === "schedule" ? (stored as Attack) : null;
}
