// Designs over HTTP: one of those that are known, and a problem for all others.
import { afterAll, beforeAll, expect, test } from "vitest";
import { DesignView } from "../../../server/contract/designs.ts";
import { send, startTestServer } from "./test-server.ts";

const design: DesignView = {
  id: "in-memory",
  title: "In memory",
  claim: "I keep the ids in memory.",
  files: { "handler.ts": "export default () => {};" },
  scenario: "payments",
  scheme: "standard-v1",
  shows: "effect-at-most-once",
  asks: "And then?",
  lesson: "A restart forgets.",
};

let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  server = await startTestServer({ designs: [design] });
});
afterAll(() => server.close());

test("a design is given with the files of its receiver", async () => {
  const answer = await send(`${server.url}/api/designs/in-memory`);
  expect([answer.status, DesignView.parse(JSON.parse(answer.body))]).toEqual([200, design]);
});

test("one that nobody wrote is a problem that says what to do", async () => {
  const answer = await send(`${server.url}/api/designs/constructor`);
  expect(answer.status).toBe(404);
  expect(JSON.parse(answer.body)).toMatchObject({
    title: "No such design",
    remedy: "The designs that an answer claims come with its grade.",
  });
});
