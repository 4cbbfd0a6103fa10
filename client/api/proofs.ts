// Proofs: start one, follow it to its verdict, stop it.
import type { ProofCreated, ProofEvent, StartProof } from "../../server/contract/proof.ts";
import { reportConnection } from "./connection.ts";
import { request, requestJson } from "./request.ts";
import { holdStream, type OpenStream } from "./streams.ts";

/** @returns the new proof's id. */
export async function startProof(start: StartProof): Promise<string> {
  const { proofId } = await requestJson<ProofCreated>("/api/proofs", { method: "POST", body: start });
  return proofId;
}

/** Also works while the page closes. */
export async function stopProof(proofId: string): Promise<void> {
  await request(address(proofId), { method: "DELETE", keepalive: true });
}

export interface ProofFollower {
  /** A stream that was interrupted tells everything again from the start. */
  onEvent(event: ProofEvent): void;
  /** The proof does not exist any more. */
  onGone(): void;
}

/** Ends by itself with the last event. @returns a function that stops following before. */
export function followProof(proofId: string, follower: ProofFollower): () => void {
  const open = () =>
    openStream(proofId, {
      onEvent(event) {
        // The server closes the stream after the end; a browser would open it again.
        if (event.type === "verdict" || event.type === "stopped") leave();
        follower.onEvent(event);
      },
      onGone() {
        leave();
        follower.onGone();
      },
    });
  const leave = holdStream(`proof ${proofId}`, open, "never-rests");
  return leave;
}

function openStream(proofId: string, follower: ProofFollower): OpenStream {
  const source = new EventSource(`${address(proofId)}/events`);
  source.addEventListener("open", () => reportConnection("connected"));
  source.addEventListener("message", (message: MessageEvent<string>) => {
    follower.onEvent(JSON.parse(message.data) as ProofEvent);
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) follower.onGone();
    else reportConnection("gone");
  });
  const ready = new Promise<void>((resolve) => {
    for (const type of ["open", "message", "error"]) source.addEventListener(type, () => resolve());
  });
  return { ready, close: () => source.close() };
}

function address(proofId: string) {
  return `/api/proofs/${encodeURIComponent(proofId)}`;
}
