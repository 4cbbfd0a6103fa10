// Proves a handler, or reproduces one schedule: what comes in is checked, and whatever goes wrong becomes a verdict.
import type { Verdict } from "../contract/proof.ts";
import { StartFailure, StoppedError } from "../exploration/theatre.ts";
import { type Reproduction, readToken, TokenError } from "../exploration/token.ts";
import { stopwatch } from "../simulation/real-time.ts";
import { type Proof, ProofSearch } from "./proof-search.ts";
import { reproduce } from "./reproduce.ts";
import type { ProverParts } from "./stagehands.ts";
import type { ParsedStartProof, Prove } from "./types.ts";

export function createProver(parts: ProverParts): Prove {
  return async (request, listener, signal) => {
    const elapsedMs = stopwatch();
    const finish = (verdict: Verdict) => {
      const explored = { ...verdict.explored, durationMs: elapsedMs() };
      listener({ type: "verdict", verdict: { ...verdict, explored } });
    };
    let about: About = request;
    try {
      const token = request.reproduce === undefined ? null : readToken(request.reproduce);
      const { scenario, scheme, seed } = token ?? request;
      about = { scenario, scheme, seed };
      finish(await run(parts, { request: { ...request, ...about }, listener, signal }, token));
    } catch (error) {
      if (error instanceof StoppedError) listener({ type: "stopped", message: error.message });
      else finish(asVerdict(error, about, parts));
    }
  };
}

type About = Pick<ParsedStartProof, "scenario" | "scheme" | "seed">;

async function run(
  parts: ProverParts,
  asked: Omit<Proof, "scenario">,
  token: Reproduction | null,
): Promise<Verdict> {
  const id = asked.request.scenario;
  const scenario = parts.scenario(id);
  if (scenario === null) throw new RequestError(`There is no scenario "${id}".`);
  const proof = { ...asked, scenario };
  return token === null ? ProofSearch.run(parts, proof) : reproduce(parts.cold, proof, token);
}

/** Asked for something that does not exist. */
class RequestError extends Error {}

function asVerdict(error: unknown, { scenario, scheme, seed }: About, parts: ProverParts): Verdict {
  const explored = {
    schedules: 0,
    crashPoints: 0,
    forgeries: 0,
    complete: false,
    durationMs: 0,
    families: [],
  };
  const about = { scenario, scheme, seed, explored, invariants: [], notes: [] };
  if (error instanceof StartFailure)
    return { ...about, verdict: "error", error: { fault: "start", problem: error.problem } };
  if (error instanceof TokenError || error instanceof RequestError)
    return { ...about, verdict: "error", error: { fault: "request", message: error.message } };
  parts.onOurFault(error);
  return { ...about, verdict: "error", error: { fault: "ours", message: OUR_FAULT } };
}

const OUR_FAULT =
  "Something went wrong in Hookproof itself, not in your code. Prove it again; if it happens again, please report it.";
