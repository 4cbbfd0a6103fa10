// Proves receivers in memory: a whole proof takes a moment, and no process.
import type { InvariantId } from "../../../server/contract/invariants.ts";
import type { InvariantVerdict, ProofEvent, Verdict } from "../../../server/contract/proof.ts";
import { createProver } from "../../../server/grading/prove.ts";
import type { ProverParts, WarmStagehand } from "../../../server/grading/stagehands.ts";
import type { ParsedStartProof } from "../../../server/grading/types.ts";
import { createFakeSandbox, type FakeCode, type FakeSandbox } from "../exploration/fake-receiver.ts";
import { openShop, scenario } from "./shop.ts";

/** The lines that the page would show beside it; receivers in memory are never run from them. */
export const files = { "handler.ts": "export default () => {};" };

export const request: ParsedStartProof = {
  submission: { files },
  scenario: "fake",
  scheme: "standard-v1",
  seed: 1,
};

interface FakeWarm extends WarmStagehand {
  readonly sandbox: FakeSandbox;
  readonly closes: number;
  /** How many receivers had been started in it by then. */
  readonly startsAtClose: number;
}

export interface House {
  readonly parts: ProverParts;
  readonly cold: FakeSandbox;
  /** In the order in which they were opened. */
  readonly warm: readonly FakeWarm[];
  /** What was heard of as a fault of ours. */
  readonly faults: readonly unknown[];
}

interface Differences extends Partial<ProverParts> {
  /** What fresh processes run, when it is not the same. */
  readonly coldCode?: FakeCode;
  /** Asked with the number of the question, from 1. */
  isContaminated?(question: number): boolean;
}

/** Everything that a proof of this code needs; one schedule at a time. */
export function houseOf(
  code: FakeCode,
  { coldCode = code, isContaminated = () => false, ...changed }: Differences = {},
): House {
  const cold = createFakeSandbox(coldCode);
  const warm: FakeWarm[] = [];
  const faults: unknown[] = [];
  const parts: ProverParts = {
    scenario: (id) => (id === scenario.id ? scenario : null),
    cold: { sandbox: cold, openShop: () => openShop },
    openWarm: async () => {
      const opened = openWarm(code, isContaminated);
      warm.push(opened);
      return opened;
    },
    lanes: 1,
    onOurFault: (error) => faults.push(error),
    ...changed,
  };
  return { parts, cold, warm, faults };
}

function openWarm(code: FakeCode, isContaminated: (question: number) => boolean): FakeWarm {
  const sandbox = createFakeSandbox(code);
  let closes = 0;
  let startsAtClose = 0;
  let questions = 0;
  return {
    sandbox,
    openShop: () => openShop,
    isContaminated: async () => {
      questions += 1;
      return isContaminated(questions);
    },
    close: async () => {
      closes += 1;
      startsAtClose = sandbox.starts;
    },
    get closes() {
      return closes;
    },
    get startsAtClose() {
      return startsAtClose;
    },
  };
}

export interface Told {
  readonly events: readonly ProofEvent[];
  readonly verdict: Verdict;
}

/** Runs a proof to its verdict. */
export async function proveIn({ parts }: House, asked: Partial<ParsedStartProof> = {}): Promise<Told> {
  const events: ProofEvent[] = [];
  await createProver(parts)(
    { ...request, ...asked },
    (event) => events.push(event),
    new AbortController().signal,
  );
  const last = events.at(-1);
  if (last?.type !== "verdict") throw new Error(`The proof ended with ${last?.type}.`);
  return { events, verdict: last.verdict };
}

export const prove = (code: FakeCode, asked: Partial<ParsedStartProof> = {}): Promise<Told> =>
  proveIn(houseOf(code), asked);

const proofs = new Map<FakeCode, Promise<Told>>();

/** The usual proof of this code: always the same, so it is made once. */
export function proofOf(code: FakeCode): Promise<Told> {
  const proof = proofs.get(code) ?? prove(code);
  proofs.set(code, proof);
  return proof;
}

export const told = <Type extends ProofEvent["type"]>(
  { events }: Pick<Told, "events">,
  type: Type,
): Extract<ProofEvent, { type: Type }>[] =>
  events.filter((event): event is Extract<ProofEvent, { type: Type }> => event.type === type);

export const brokenOf = ({ invariants }: Verdict): InvariantVerdict[] =>
  invariants.filter(({ verdict }) => verdict === "broken");

export function verdictOn(id: InvariantId, { invariants }: Verdict): InvariantVerdict {
  const found = invariants.find((one) => one.id === id);
  if (found === undefined) throw new Error(`Nothing is said of ${id}.`);
  return found;
}

/** The counterexample to an invariant that has to have one. */
export function counterexampleOf(id: InvariantId, verdict: Verdict) {
  const { counterexample } = verdictOn(id, verdict);
  if (counterexample === undefined) throw new Error(`There is no counterexample to ${id}.`);
  return counterexample;
}

/** Everything but the wall time. */
export const timeless = ({ explored, ...verdict }: Verdict) => ({
  ...verdict,
  explored: { ...explored, durationMs: 0 },
});
