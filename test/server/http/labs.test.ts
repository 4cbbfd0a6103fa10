// Labs over HTTP: what reaches the bench, what comes back, and what is refused.
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ProofEvent } from "../../../server/contract/proof.ts";
import type { LabBench } from "../../../server/labs/lab-bench.ts";
import { passed } from "./fake-prove.ts";
import { sendJson, startTestServer } from "./test-server.ts";

const attack = { by: "requests", actions: [{ kind: "attack", attack: "unsigned" }] };
const submission = { files: { "handler.ts": "export default 1" } };
const report = {
  ...{ goals: ["forged"], counts: true, message: "Broken.", refusals: [], epochMs: 0, entries: [] },
  weak: { handler: "weak", broken: [] },
  solutions: [],
};
const caught = { caught: [true], wronged: [], counts: true, message: "All.", refusals: [] };
const played = {
  ...{ epochMs: 0, entries: [], waiting: [], attempts: 0, events: 0, broken: [], isInfeasible: false },
};

let asked: unknown[];
const bench: LabBench = {
  ids: ["door", "plain"],
  judge: async (...all) => {
    asked.push(["judge", ...all]);
    return report;
  },
  hunt: async (...all) => {
    asked.push(["hunt", ...all]);
    return caught;
  },
  play: async (...all) => {
    asked.push(["play", ...all]);
    return played;
  },
  playHandler: async (...all) => {
    asked.push(["play-handler", ...all]);
    return played;
  },
  fix: (...all) => {
    asked.push(["fix", ...all]);
    return async (_request, tell) => {
      tell({ type: "stage", stage: "attack", state: "held", message: "It bears it." });
      tell({ type: "verdict", verdict: passed });
    };
  },
  about: (id) => ({
    ...{ scenario: "payments", scheme: "standard-v1" },
    hunt: id === "door" ? { task: "Hunt.", hints: [], attack: attack as never } : undefined,
  }),
};

let server: Awaited<ReturnType<typeof startTestServer>>;
beforeEach(async () => {
  asked = [];
  server = await startTestServer({ labs: () => bench });
});
afterEach(() => server.close());

const post = async (path: string, body: unknown) => {
  const { status, body: text } = await sendJson(`${server.url}/api/labs/${path}`, "POST", body);
  return { status, body: JSON.parse(text) };
};

test("an attack, a hunt and a schedule reach the bench with their defaults, and its reports come back", async () => {
  const own = { ...attack, seed: 1 };
  expect(await post("door/attacks", { attack })).toEqual({ status: 200, body: report });
  expect(await post("door/hunts", { attack })).toEqual({ status: 200, body: caught });
  expect(await post("door/schedules", { actions: [{ do: "crash" }] })).toEqual({ status: 200, body: played });
  expect(asked).toEqual([
    ["judge", "door", own],
    ["hunt", "door", own],
    ["play", "door", { actions: [{ do: "crash" }] }],
  ]);
});

test("a schedule can be played on any receiver", async () => {
  const { status, body } = await sendJson(`${server.url}/api/schedules`, "POST", { actions: [], submission });
  expect([status, JSON.parse(body)]).toEqual([200, played]);
  expect(asked).toEqual([
    [
      "play-handler",
      { actions: [], submission, scenario: "payments", scheme: "standard-v1", secrets: "one" },
    ],
  ]);
  const nowhere = { actions: [], submission, scenario: "nowhere" };
  expect((await sendJson(`${server.url}/api/schedules`, "POST", nowhere)).status).not.toBe(200);
});

test("a repair is proved like anything else: accepted, followed to its end", async () => {
  const { status, body } = await post("door/fixes", { submission, attack });
  expect(status).toBe(202);
  const text = await (await fetch(`${server.url}/api/proofs/${body.proofId}/events`)).text();
  const events = [...text.matchAll(/^data: (.*)$/gm)].map(
    (match) => JSON.parse(match[1] ?? "") as ProofEvent,
  );
  expect(events.map(({ type }) => type)).toEqual(["stage", "verdict"]);
});

test.each([
  ["nowhere/attacks", { attack }, 404, "No such lab"],
  ["plain/hunts", { attack }, 404, "No hunt"],
  ["door/attacks", {}, 422, ""],
  ["door/attacks", { attack: { by: "magic" } }, 422, ""],
  ["door/attacks", { attack: { by: "requests", actions: [] } }, 422, ""],
  ["door/attacks", { attack: { by: "script", text: "x".repeat(50_001) } }, 422, ""],
  ["door/fixes", { submission }, 422, ""],
  ["door/schedules", { actions: [{ do: "magic" }] }, 422, ""],
])("%s refuses what it cannot use", async (path, body, status, title) => {
  const answer = await post(path, body);
  expect(answer.status).toBe(status);
  expect(answer.body.title).toContain(title);
  expect(asked).toEqual([]);
});

test("where no code is run the labs say so", async () => {
  const without = await startTestServer();
  const { status } = await sendJson(`${without.url}/api/labs/door/attacks`, "POST", { attack });
  await without.close();
  expect(status).toBe(501);
});
