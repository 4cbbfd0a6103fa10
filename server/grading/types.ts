// What the rest of the server knows of a proof: a request goes in, events come out, and it can be stopped.
import type { z } from "zod";
import type { ProofEvent, StartProof } from "../contract/proof.ts";

/** A request for a proof after its schema has filled in the defaults. */
export type ParsedStartProof = z.output<typeof StartProof>;

/**
 * Runs a proof to its verdict and tells of it on the way; the last event is `verdict`, or `stopped` after `signal`
 * was aborted. Never rejects: a fault of ours is a verdict `error`.
 */
export type Prove = (
  request: ParsedStartProof,
  listener: (event: ProofEvent) => void,
  signal: AbortSignal,
) => Promise<void>;
