// The review schedule over HTTP: the page's clock decides, what makes no sense is refused, and each answer has its shape.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Agenda, Proposal, SavedReview } from "../../../server/contract/review.ts";
import { send, sendJson, startTestServer } from "./test-server.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 27, 10);
const when = { at: START_MS, zone: "Europe/Berlin" };
const card = "recall/small/bytes";
const judged = {
  ...{ state: "graded", band: 3, misconceptions: [] },
  points: [{ id: "retries", core: true, verdict: "met" }],
};

let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const address = (path = "") => `${server.url}/api/review${path}`;
async function agenda(atMs = START_MS): Promise<Agenda> {
  const answer = await send(address(`?at=${atMs}&zone=Europe/Berlin`));
  expect(answer.status).toBe(200);
  const reply: unknown = JSON.parse(answer.body);
  // Nothing is left over.
  expect(Agenda.parse(reply)).toEqual(reply);
  return Agenda.parse(reply);
}
const review = (body: object) => sendJson(address("/reviews"), "POST", { card, ...when, chosen: 3, ...body });
const turnOver = () =>
  sendJson(`${server.url}/api/progress/milestones`, "PUT", {
    key: "lesson/small/card/bytes",
    atMs: START_MS,
  });

test("a card is turned over, reviewed, gone, due again days later, and undone", async () => {
  await turnOver();
  expect((await agenda()).due.map(({ id }) => id)).toEqual([card]);
  const saved = await review({});
  expect(saved.status).toBe(201);
  const { id, next } = SavedReview.parse(JSON.parse(saved.body));
  expect(next).toEqual({ on: "2026-11-30", inDays: 3 });
  expect(await agenda()).toMatchObject({ due: [], next: { on: "2026-11-30", cards: 1 } });
  expect((await agenda(START_MS + 3 * DAY_MS)).due).toHaveLength(1);

  const again = await review({ chosen: 1 });
  expect([again.status, JSON.parse(again.body).title]).toEqual([409, "Reviewed today already"]);

  expect((await send(address(`/reviews/${id}`), { method: "DELETE" })).status).toBe(204);
  expect((await agenda()).due).toHaveLength(1);
  const twice = await send(address(`/reviews/${id}`), { method: "DELETE" });
  expect([twice.status, JSON.parse(twice.body).title]).toEqual([409, "Not the last review"]);
});

test("a grade is answered with a proposal", async () => {
  const asked = { card: "question/server-down", ...when, judged };
  const answer = await sendJson(address("/proposals"), "POST", asked);
  expect(Proposal.parse(JSON.parse(answer.body))).toMatchObject({ proposed: 2, today: null });
});

test("an interview is set and cleared", async () => {
  expect((await sendJson(address("/interview"), "PUT", { on: "2026-12-24" })).status).toBe(204);
  expect((await agenda()).interview).toEqual({ on: "2026-12-24", daysLeft: 27 });
  expect((await send(address("/interview"), { method: "DELETE" })).status).toBe(204);
  expect((await agenda()).interview).toBeNull();
});

test("without a zone the day is the server's", async () => {
  expect((await send(address(`?at=${START_MS}`))).status).toBe(200);
});

describe("is refused", () => {
  test.each(["", "?at=soon", "?at=-1", "?at=1.5", "?at=99999999999999999", "?at=1&zone=Mars/Olympus"])(
    "the agenda at %j",
    async (query) => expect((await send(address(query))).status).toBe(422),
  );

  test.each([
    { chosen: 3.5 },
    { chosen: 0 },
    { chosen: 5 },
    { chosen: "good" },
    { card: "question/../x" },
    { card: "lesson/small" },
    { at: null },
    { judged: { ...judged, band: 9 } },
  ])("the review %j", async (body) => expect((await review(body)).status).toBe(422));

  test("a card that does not exist, for a review and for a proposal", async () => {
    expect((await review({ card: "question/nothing" })).status).toBe(404);
    const asked = { card: "recall/small/nothing", ...when, judged };
    expect((await sendJson(address("/proposals"), "POST", asked)).status).toBe(404);
  });

  test.each(["tomorrow", "2026-02-30", "24.12.2026", 1])("the interview on %j", async (on) =>
    expect((await sendJson(address("/interview"), "PUT", { on })).status).toBe(422),
  );

  test("the undo of what is no review", async () => {
    expect((await send(address("/reviews/none"), { method: "DELETE" })).status).toBe(409);
  });
});
