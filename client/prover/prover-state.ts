// Everything a prover knows, as one plain value, and what can be read out of it.
import type { History } from "../../server/contract/history.ts";
import type { InvariantId } from "../../server/contract/invariants.ts";
import type { FamilyId, InvariantVerdict, ProofStep, Verdict } from "../../server/contract/proof.ts";
import type { StartProblem } from "../../server/contract/session.ts";
import type { Files } from "../editor/store.ts";
import { type Case, type Histories, leadingBreak } from "./case.ts";
import { breakOf, type Scene } from "./scene.ts";

/** The search through every schedule within the bound: one union, never a set of flags. */
export type Search =
  | { readonly phase: "idle" }
  | { readonly phase: "starting" }
  | { readonly phase: "queued"; readonly ahead: number }
  | {
      readonly phase: "running";
      readonly family: FamilyId;
      readonly schedules: number;
      readonly broken: readonly InvariantId[];
    }
  | { readonly phase: "finished"; readonly verdict: Verdict }
  | { readonly phase: "stopped"; readonly message: string }
  | { readonly phase: "failed"; readonly message: string };

/** One schedule, run again on the code as it stood then. */
export type Retry =
  | { readonly phase: "running"; readonly files: Files }
  | {
      readonly phase: "done";
      readonly files: Files;
      readonly outcome: InvariantVerdict["verdict"];
      /** What happened this time. */
      readonly summary: string;
      readonly notes: readonly string[];
      readonly steps: readonly ProofStep[] | null;
      readonly shownBy?: number | undefined;
      readonly history: History;
    }
  | { readonly phase: "no-start"; readonly files: Files; readonly problem: StartProblem }
  | { readonly phase: "failed"; readonly files: Files; readonly message: string };

/** One schedule on two handlers: the code as it stands, and another. */
export interface Twin {
  readonly token: string;
  readonly otherName: string;
  readonly one: Retry;
  readonly other: Retry;
}

export interface ProverState {
  readonly search: Search;
  /** The code that was searched. */
  readonly files: Files;
  /** Confirmed histories of the search. */
  readonly histories: Histories;
  /** By token. */
  readonly retries: Readonly<Record<string, Retry>>;
  readonly twin: Twin | null;
  /** The schedule that is looked at. */
  readonly chosen: Case | null;
  /** It, as it was found; or run again; or on two handlers. */
  readonly view: "found" | "again" | "twin";
  /** The entry that is shown, by its number. */
  readonly seq: number | null;
  /** For the live region: what happened last, in a sentence. */
  readonly news: string;
}

export const nothingProved: ProverState = {
  search: { phase: "idle" },
  files: {},
  histories: {},
  retries: {},
  twin: null,
  chosen: null,
  view: "found",
  seq: null,
  news: "",
};

export function verdictOf({ search }: Pick<ProverState, "search">): Verdict | null {
  return search.phase === "finished" ? search.verdict : null;
}

export function isSearching({ search }: Pick<ProverState, "search">): boolean {
  return search.phase === "starting" || search.phase === "queued" || search.phase === "running";
}

/** What the search itself showed of the chosen schedule; null for one that comes from elsewhere. */
export function foundScene(state: ProverState): Scene | null {
  const { chosen, histories, files } = state;
  const verdict = verdictOf(state);
  if (chosen === null || verdict === null) return null;
  const history = histories[chosen.token];
  if (history === undefined) return null;
  const found = breakOf(verdict, chosen.invariant, history);
  return found.steps === null ? null : { history, files, ...found };
}

export function againScene({ chosen, retries }: ProverState): Scene | null {
  const retry = chosen === null ? undefined : retries[chosen.token];
  return retry?.phase === "done" ? retry : null;
}

/** The code in which the chosen schedule is known to break: as it was found, or else as it was run again. */
export function brokenFiles(state: ProverState): Files | null {
  const shown = [foundScene(state), againScene(state)].find(
    (scene) => scene !== null && scene.steps !== null,
  );
  return shown?.files ?? null;
}

/** What is drawn now; a twin run draws two and is no scene. */
export function sceneInView(state: ProverState): Scene | null {
  if (state.view === "twin") return null;
  return state.view === "found" ? foundScene(state) : againScene(state);
}

/** What the headline of a failed search tells. */
export function leadOf({
  search,
  histories,
}: Pick<ProverState, "search" | "histories">): InvariantVerdict | null {
  const verdict = verdictOf({ search });
  return verdict?.verdict === "fail" ? leadingBreak(verdict, histories) : null;
}
