// One proof from its start to its end, whatever it is asked for: a search, or one schedule again.
import type { ProofEvent, StartProof, Verdict } from "../../server/contract/proof.ts";

/** What is asked of the server; `client/api` provides it. Functions reject with an Error whose message is for people. */
export interface ProofApi {
  start(request: StartProof): Promise<string>;
  stop(proofId: string): Promise<void>;
  /** Follows the proof until its end, or until the returned function is called. */
  follow(proofId: string, follower: { onEvent(event: ProofEvent): void; onGone(): void }): () => void;
}

export type ProofEnd =
  | { readonly kind: "verdict"; readonly verdict: Verdict }
  | { readonly kind: "stopped"; readonly message: string }
  /** The server refused it, lost it, or could not be reached. */
  | { readonly kind: "failed"; readonly message: string };

export interface ProofRun {
  readonly ended: Promise<ProofEnd>;
  /** Ends it now, here and on the server. */
  stop(): void;
}

/** @param onEvent hears of everything before the end; after an interruption from the start again. */
export function runProof(
  api: ProofApi,
  request: StartProof,
  onEvent: (event: ProofEvent) => void = () => {},
): ProofRun {
  const { promise, resolve } = Promise.withResolvers<ProofEnd>();
  let proofId: string | null = null;
  let isOver = false;
  let unfollow = () => {};
  const end = (how: ProofEnd) => {
    isOver = true;
    unfollow();
    resolve(how);
  };
  const hear = (event: ProofEvent) => {
    if (isOver) return;
    if (event.type === "verdict") end({ kind: "verdict", verdict: event.verdict });
    else if (event.type === "stopped") end({ kind: "stopped", message: event.message });
    else onEvent(event);
  };
  const leave = (id: string) => void api.stop(id).catch(() => {});
  api.start(request).then(
    (id) => {
      if (isOver) return leave(id);
      proofId = id;
      const onGone = () => end({ kind: "failed", message: GONE });
      unfollow = api.follow(id, { onEvent: hear, onGone });
    },
    (error: unknown) => end({ kind: "failed", message: messageOf(error) }),
  );
  return {
    ended: promise,
    stop() {
      if (isOver) return;
      end({ kind: "stopped", message: "You stopped the proof." });
      if (proofId !== null) leave(proofId);
    },
  };
}

const GONE = "The server was started again and has forgotten this proof. Your code is kept: prove it again.";

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "The server could not be reached. Is it still running?";
}
