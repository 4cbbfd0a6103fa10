// One proof from start to end: whoever ends it, it ends once, and the server is never left with one that nobody wants.
import { describe, expect, test, vi } from "vitest";
import { runProof } from "../../../client/prover/proof-run.ts";
import { passVerdict } from "../fixtures/proofs.ts";
import { fakeProofApi } from "./fake-api.ts";

const request = { submission: { files: { "handler.ts": "" } } };

describe("a proof", () => {
  test("tells what is heard, and ends with its verdict", async () => {
    const { api, latest } = fakeProofApi();
    const heard = vi.fn();
    const run = runProof(api, request, heard);
    const proof = await latest();
    proof.tell({ type: "queued", ahead: 1 }, { type: "verdict", verdict: passVerdict() });
    expect(await run.ended).toEqual({ kind: "verdict", verdict: passVerdict() });
    expect(heard.mock.calls).toEqual([[{ type: "queued", ahead: 1 }]]);
    expect(proof.isFollowed).toBe(false);
  });

  test("stopped by the learner ends at once, here and on the server", async () => {
    const { api, latest, stopped } = fakeProofApi();
    const heard = vi.fn();
    const run = runProof(api, request, heard);
    const proof = await latest();
    run.stop();
    run.stop();
    proof.tell({ type: "queued", ahead: 0 });
    expect(await run.ended).toEqual({ kind: "stopped", message: "You stopped the proof." });
    expect([stopped, heard.mock.calls]).toEqual([["proof_1"], []]);
  });

  test("stopped before the server has answered is stopped there as soon as it has", async () => {
    const { api, stopped } = fakeProofApi();
    runProof(api, request).stop();
    await vi.waitFor(() => expect(stopped).toEqual(["proof_1"]));
  });

  test("stopped by the server says why", async () => {
    const { api, latest } = fakeProofApi();
    const run = runProof(api, request);
    (await latest()).tell({ type: "stopped", message: "Nobody followed it." });
    expect(await run.ended).toEqual({ kind: "stopped", message: "Nobody followed it." });
  });

  test("that the server refuses, or has forgotten, fails with a reason", async () => {
    const { api, latest, refuse } = fakeProofApi();
    const run = runProof(api, request);
    (await latest()).forget();
    expect((await run.ended).kind).toBe("failed");
    refuse(new Error("Too many proofs. Try again in a moment."));
    expect(await runProof(api, request).ended).toEqual({
      kind: "failed",
      message: "Too many proofs. Try again in a moment.",
    });
  });
});
