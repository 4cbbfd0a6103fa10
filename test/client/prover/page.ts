// A server for a page that proves: it keeps what was asked, and its proofs speak through their event streams.
import { act, configure } from "@testing-library/react";
import { HttpResponse, http, type RequestHandler } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest";
import type { InvariantId } from "../../../server/contract/invariants.ts";
import type { ProofEvent, StartProof } from "../../../server/contract/proof.ts";
import { counterexamples, failVerdict, harmlessDuplicateHistory, onceVerdict } from "../fixtures/proofs.ts";
import { stubPointer } from "../support/dom.ts";
import { FakeEventSource, stubEventSource } from "../support/event-source.ts";

export interface ProvingServer {
  readonly asked: StartProof[];
  /** Whether the proof asked for as the `count`-th was stopped. */
  isStopped(count: number): boolean;
  /** Waits for the stream of the proof asked for as the `count`-th, and speaks through it. */
  tell(count: number, ...events: ProofEvent[]): Promise<void>;
  /** Refuses the next proof. */
  refuse(problem: { title: string; detail: string; remedy: string }): void;
  /** Answers what else the page asks for, in this test. */
  use(...handlers: RequestHandler[]): void;
}

// A whole workbench is a large page: to ask for each element whether it is hidden takes most of a test's time.
const PATIENCE_MS = 5_000;
configure({ defaultHidden: true, asyncUtilTimeout: PATIENCE_MS });
vi.setConfig({ testTimeout: 20_000 });

/** Sets the server up for a file of tests: a finger as the only pointer, and nothing kept from before. */
export function setUpProvingServer(): ProvingServer {
  let asked: StartProof[] = [];
  let stopped: string[] = [];
  /** Never used twice: a page that is being left stops its proofs a moment after its test. */
  let last = 0;
  let first = 0;
  const server = setupServer(
    http.post("*/api/proofs", async ({ request }) => {
      asked.push((await request.json()) as StartProof);
      last += 1;
      return HttpResponse.json({ proofId: `proof_${last}` }, { status: 202 });
    }),
    http.delete("*/api/proofs/:id", ({ params }) => {
      stopped.push(String(params.id));
      return new HttpResponse(null, { status: 204 });
    }),
    http.get("*/api/drafts", () => HttpResponse.json(null)),
    http.put("*/api/drafts", () => new HttpResponse(null, { status: 204 })),
  );
  beforeAll(async () => {
    server.listen({ onUnhandledFrame: "error" });
    // Fetched on first use; to compile them here takes longer than any test waits.
    await Promise.all([
      import("../../../client/prover/verdict-panel.tsx"),
      import("../../../client/prover/evidence.tsx"),
      import("../../../client/components/menu-popup.tsx"),
    ]);
  }, 60_000);
  afterAll(() => server.close());
  beforeEach(() => {
    [asked, stopped] = [[], []];
    first = last;
    localStorage.clear();
    stubPointer("touch");
    stubEventSource();
  });
  afterEach(() => server.resetHandlers());
  return {
    get asked() {
      return asked;
    },
    isStopped: (count) => stopped.includes(`proof_${first + count}`),
    async tell(count, ...events) {
      const url = () => `/api/proofs/proof_${first + count}/events`;
      const source = await vi.waitFor(
        () => {
          const found = FakeEventSource.all.find((one) => one.url === url());
          if (!found) throw new Error(`Nobody follows ${url()}.`);
          return found;
        },
        { timeout: PATIENCE_MS },
      );
      await act(async () => {
        source.open();
        for (const event of events) source.send(event);
      });
    },
    refuse(problem) {
      const body = { type: "", status: 429, ...problem };
      server.use(http.post("*/api/proofs", () => HttpResponse.json(body, { status: 429 }), { once: true }));
    },
    use: (...handlers) => server.use(...handlers),
  };
}

const histories = Object.entries(counterexamples).map(([id, { token, history }]): ProofEvent => {
  return { type: "history", invariant: id as InvariantId, token, epochMs: 0, entries: history() };
});

/** All that a search of the naive handler finds. */
export const fails: readonly ProofEvent[] = [...histories, { type: "verdict", verdict: failVerdict() }];

/** One schedule of it, run again. */
export function again(invariant: InvariantId, isBroken: boolean): ProofEvent[] {
  const example = counterexamples[invariant];
  const entries = isBroken ? (example?.history() ?? []) : harmlessDuplicateHistory();
  const found = isBroken ? invariant : null;
  return [
    { type: "history", invariant: found, token: example?.token ?? "", epochMs: 0, entries },
    { type: "verdict", verdict: onceVerdict(invariant, isBroken) },
  ];
}
