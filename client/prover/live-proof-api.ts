// Lets the plain prover talk to the server through client/api.
import { followProof, startProof, stopProof } from "../api/proofs.ts";
import { describeError } from "../api/queries.ts";
import type { ProofApi } from "./proof-run.ts";

export const liveProofApi: ProofApi = {
  start: (request) =>
    startProof(request).catch((error: unknown) => {
      throw new Error(describeError(error).todo);
    }),
  stop: stopProof,
  follow: followProof,
};
