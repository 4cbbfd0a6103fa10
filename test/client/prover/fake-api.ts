// A proof API that a test speaks through: what was asked, and what each proof is told.
import type { ProofApi } from "../../../client/prover/proof-run.ts";
import type { ProofEvent, StartProof } from "../../../server/contract/proof.ts";

export interface AskedProof {
  readonly id: string;
  readonly request: StartProof;
  /** False after the page stopped following. */
  readonly isFollowed: boolean;
  tell(...events: ProofEvent[]): void;
  /** The server does not know it any more. */
  forget(): void;
}

export function fakeProofApi() {
  const asked: (AskedProof & { isFollowed: boolean })[] = [];
  const stopped: string[] = [];
  let refusal: Error | null = null;
  const followers = new Map<string, Parameters<ProofApi["follow"]>[1]>();
  const api: ProofApi = {
    async start(request) {
      if (refusal) throw refusal;
      const id = `proof_${asked.length + 1}`;
      asked.push({
        id,
        request,
        isFollowed: false,
        tell: (...events) => events.forEach((event) => void followers.get(id)?.onEvent(event)),
        forget: () => followers.get(id)?.onGone(),
      });
      return id;
    },
    async stop(id) {
      stopped.push(id);
    },
    follow(id, follower) {
      const proof = asked.find((one) => one.id === id);
      if (proof) proof.isFollowed = true;
      followers.set(id, follower);
      return () => {
        if (proof) proof.isFollowed = false;
        followers.delete(id);
      };
    },
  };
  return {
    api,
    asked,
    stopped,
    refuse: (error: Error) => {
      refusal = error;
    },
    /** The proof that was asked for last, once the page follows it. */
    async latest(count = 1): Promise<AskedProof> {
      while (asked.length < count || !asked[count - 1]?.isFollowed) await Promise.resolve();
      return asked[count - 1] as AskedProof;
    },
  };
}
