// Proofs over HTTP: starting, waiting in line, following from the start, stopping, and faults of ours.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ProofEvent } from "../../../server/contract/proof.ts";
import { ProofRegistry } from "../../../server/http/proof-registry.ts";
import { fakeProver, passed } from "./fake-prove.ts";
import { send, sendJson, startTestServer } from "./test-server.ts";

const submission = { files: { "handler.ts": "export default 1" } };
const verdict: ProofEvent = { type: "verdict", verdict: passed };
const found: ProofEvent = {
  type: "history",
  invariant: "refuses-forgery",
  token: "t1",
  epochMs: 0,
  entries: [],
};
const progress = (schedules: number): ProofEvent => ({
  type: "progress",
  family: "forgeries",
  schedules,
  broken: [],
});

describe("over HTTP", () => {
  let server: Awaited<ReturnType<typeof startTestServer>>;
  let prover: ReturnType<typeof fakeProver>;
  beforeEach(async () => {
    prover = fakeProver();
    server = await startTestServer({ prover: () => prover.prove });
  });
  afterEach(() => server.close());

  const start = (more: object = {}) => sendJson(`${server.url}/api/proofs`, "POST", { submission, ...more });
  const open = async () => {
    const { proofId } = JSON.parse((await start()).body);
    return `${server.url}/api/proofs/${proofId}`;
  };
  /** Reads to the end of the stream, which the server closes after the last event. */
  const readAll = async (path: string, onFirst = () => {}) => {
    const response = await fetch(`${path}/events`);
    let text = "";
    for await (const chunk of response.body ?? []) {
      if (text === "") onFirst();
      text += Buffer.from(chunk).toString();
    }
    return [...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? "null"));
  };

  test("is accepted with 202 and an address, and reaches the prover with its defaults", async () => {
    const answer = await start({ reproduce: "t1" });
    expect([answer.status, answer.headers.location]).toEqual([
      202,
      `/api/proofs/${JSON.parse(answer.body).proofId}`,
    ]);
    expect(prover.proofs[0]?.request).toEqual({
      submission,
      scenario: "payments",
      scheme: "standard-v1",
      seed: 1,
      reproduce: "t1",
    });
  });

  test("tells a late reader everything so far, and ends the stream after the verdict", async () => {
    const path = await open();
    prover.proofs[0]?.tell(progress(1));
    prover.proofs[0]?.tell(found);
    const events = await readAll(path, () => {
      prover.proofs[0]?.tell(verdict);
      prover.proofs[0]?.end();
    });
    expect(events).toEqual([progress(1), found, verdict]);
    expect(await readAll(path)).toEqual(events);
  });

  test("is stopped on request, and its readers are told", async () => {
    const path = await open();
    expect((await send(path, { method: "DELETE" })).status).toBe(204);
    expect(prover.proofs[0]?.signal.aborted).toBe(true);
    expect(await readAll(path)).toEqual([
      { type: "stopped", message: "The proof was stopped before its end." },
    ]);
  });

  test("waits in line while another one runs, says so, and is refused when the line is full", async () => {
    const [first, second] = [await open(), await open()];
    const refused = await start();
    expect([refused.status, JSON.parse(refused.body).remedy]).toEqual([
      429,
      "Stop one of them, or try again in a moment.",
    ]);
    const events = await readAll(second, async () => {
      await send(first, { method: "DELETE" });
      await vi.waitFor(() => expect(prover.proofs).toHaveLength(2));
      prover.proofs[1]?.tell(verdict);
      prover.proofs[1]?.end();
    });
    expect(events).toEqual([{ type: "queued", ahead: 0 }, verdict]);
  });

  test("leaves the line when it is stopped, and never runs", async () => {
    const [first, second] = [await open(), await open()];
    await send(second, { method: "DELETE" });
    await send(first, { method: "DELETE" });
    expect((await readAll(second)).at(-1)?.type).toBe("stopped");
    expect(prover.proofs).toHaveLength(1);
  });

  test("that breaks in our hands is an error of ours, logged, and frees its place", async () => {
    const path = await open();
    prover.proofs[0]?.end(new Error("a fault of ours"));
    const [event] = await readAll(path);
    expect(event).toMatchObject({ type: "verdict", verdict: { verdict: "error", error: { fault: "ours" } } });
    expect(JSON.stringify(event)).not.toContain("a fault of ours");
    expect(server.faults).toHaveLength(1);
    await open();
    expect(prover.proofs).toHaveLength(2);
  });

  test("that ends without a verdict is a fault of ours, too", async () => {
    const path = await open();
    prover.proofs[0]?.end();
    expect((await readAll(path))[0]?.verdict.error.fault).toBe("ours");
  });

  test("is refused for a scenario that does not exist, and for code without an entry", async () => {
    expect(JSON.parse((await start({ scenario: "moon" })).body).remedy).toBe("Choose one of: payments.");
    const answer = await start({ submission: { files: { "verify.ts": "" } } });
    expect([answer.status, prover.proofs]).toEqual([422, []]);
  });

  test("that nobody knows is told with what to do", async () => {
    const answer = await send(`${server.url}/api/proofs/none/events`);
    expect([answer.status, JSON.parse(answer.body).remedy]).toEqual([
      404,
      "Press Prove it: the code in the editor is kept.",
    ]);
    expect((await send(`${server.url}/api/proofs/none`, { method: "DELETE" })).status).toBe(204);
  });
});

test("where no code is run, no proof is either", async () => {
  const server = await startTestServer();
  const answer = await sendJson(`${server.url}/api/proofs`, "POST", { submission });
  expect([answer.status, JSON.parse(answer.body).title]).toEqual([501, "No sandbox"]);
  await server.close();
});

describe("with time", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const request = { submission, scenario: "payments", scheme: "standard-v1" as const, seed: 1 };
  const begin = () => {
    const { prove, proofs } = fakeProver();
    const registry = new ProofRegistry(
      () => prove,
      { atOnce: 1, inLine: 1 },
      () => {},
    );
    const id = registry.open(request);
    const [proof] = proofs;
    if (!proof) throw new Error("The proof was not begun.");
    const events: ProofEvent[] = [];
    const follow = () => registry.find(id)?.follow((event) => events.push(event)) ?? (() => {});
    return { registry, id, proof, events, follow };
  };

  test("a fast search is told in steps of a tenth of a second, the newest at its end", () => {
    const { proof, events, follow } = begin();
    follow();
    for (const schedules of [1, 2, 3]) proof.tell(progress(schedules));
    expect(events).toEqual([progress(1)]);
    vi.advanceTimersByTime(100);
    expect(events).toEqual([progress(1), progress(3)]);
    proof.tell(progress(4));
    proof.tell(found);
    expect(events.slice(2)).toEqual([progress(4), found]);
  });

  test("a proof that nobody follows for a minute is stopped, and forgotten later", () => {
    const { registry, id, proof, events, follow } = begin();
    vi.advanceTimersByTime(59_000);
    const leave = follow();
    vi.advanceTimersByTime(600_000);
    expect(proof.signal.aborted).toBe(false);
    leave();
    vi.advanceTimersByTime(60_000);
    expect(proof.signal.aborted).toBe(true);
    follow()();
    expect(events).toEqual([
      { type: "stopped", message: "Nobody followed the proof for a minute, so it was stopped." },
    ]);
    vi.advanceTimersByTime(600_000);
    expect(registry.find(id)).toBeNull();
  });
});
