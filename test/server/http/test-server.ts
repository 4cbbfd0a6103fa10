// The real web server on a free loopback port, over fake sessions and a progress store of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express, { type RequestHandler } from "express";
import type { DesignView } from "../../../server/contract/designs.ts";
import type { AttemptOutcome } from "../../../server/contract/history.ts";
import type { Prove } from "../../../server/grading/types.ts";
import { createApp } from "../../../server/http/app.ts";
import { ownAuthorities } from "../../../server/http/guard.ts";
import { HttpProblem } from "../../../server/http/problems.ts";
import { ProofRegistry } from "../../../server/http/proof-registry.ts";
import { SessionRegistry } from "../../../server/http/session-registry.ts";
import type { LabBench } from "../../../server/labs/lab-bench.ts";
import { createReviewDesk, facesOf } from "../../../server/progress/review-desk.ts";
import { standingOf } from "../../../server/progress/standing.ts";
import { openProgressStore } from "../../../server/progress/store.ts";
import { type FakeSession, fakeSession } from "./fake-session.ts";

const answered: AttemptOutcome = {
  kind: "responded",
  response: {
    status: 202,
    headers: [["X-From", "handler"]],
    bodyBase64: Buffer.from("taken").toString("base64"),
  },
};

const thePage: RequestHandler = express
  .Router()
  .get("/", (_request, response) => void response.send("the page"));

const noProver = (): Prove => {
  throw new HttpProblem(501, "No sandbox", { detail: "No sandbox in this test." });
};

/** One card to recall, and one question. */
const faces = facesOf(
  [
    {
      ...{ kind: "lesson", id: "small", title: "A small lesson", path: "/learn/small#keep" },
      cards: [{ id: "bytes", prompt: "Why raw bytes?", answer: "They were signed." }],
    },
  ],
  [{ id: "server-down", question: "What if your server is down?" }],
);

const noLabs = (): LabBench => {
  throw new HttpProblem(501, "No sandbox", { detail: "No sandbox in this test." });
};

const noDesigns: readonly DesignView[] = [];

export async function startTestServer({
  sessionLimit = 4,
  outcome = answered,
  prover = noProver,
  proofLimits = { atOnce: 1, inLine: 1 },
  page = thePage,
  labs = noLabs,
  designs = noDesigns,
  /** What the API still has to wait for. */
  starting = Promise.resolve(),
} = {}) {
  const dataDirectory = mkdtempSync(join(tmpdir(), "hookproof-test-"));
  const progress = openProgressStore(dataDirectory);
  const sessions = new Map<string, FakeSession & { liveUrl: string }>();
  const faults: unknown[] = [];
  const registry = new SessionRegistry((id, _request, liveUrl) => {
    const session = Object.assign(fakeSession(id, outcome), { liveUrl });
    sessions.set(id, session);
    return session;
  }, sessionLimit);
  const proofs = new ProofRegistry(prover, proofLimits, (error) => faults.push(error));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const authorities = ownAuthorities(port, "127.0.0.1");
  server.on(
    "request",
    createApp({
      authorities: () => authorities,
      page,
      policy: "strict",
      onOurFault: (error) => faults.push(error),
      api: starting.then(() => ({
        version: "0.0.0",
        health: async () => ({
          ok: true,
          version: "0.0.0",
          sandbox: {
            tier: 4,
            label: "none",
            explanation: "No sandbox in this test.",
            layers: [],
            canaries: [],
          },
        }),
        sessions: registry,
        proofs,
        scenarioIds: ["payments"],
        labs,
        progress,
        standing: (attempts) => standingOf(attempts, []),
        questions: {
          list: () => [],
          grade: (id) => {
            if (id === "broken") throw new Error("a fault of ours");
            return null;
          },
          gradeFollowUp: () => null,
        },
        modelGrader: null,
        interviewRoles: [],
        review: createReviewDesk(progress, () => faces),
        designs: { find: (id) => designs.find((one) => one.id === id) ?? null },
      })),
    }),
  );
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    sessions,
    faults,
    async close() {
      await Promise.all([registry.closeAll(), proofs.closeAll()]);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      progress.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** A request with exactly the headers given: unlike fetch, it lets a test forge Host, Origin and Sec-Fetch-*. */
export function send(
  url: string,
  {
    method = "GET",
    headers = {},
    body = "",
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on("error", reject).end(body);
  });
}

export function sendJson(url: string, method: string, value: unknown, headers: Record<string, string> = {}) {
  return send(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  });
}
