// What lessons have computed, over HTTP: the numbers come as text in the address, and what makes no sense is refused.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Burst } from "../../../server/contract/burst.ts";
import { Comparison } from "../../../server/contract/mechanisms.ts";
import { Herd, RetryLives } from "../../../server/contract/retry-life.ts";
import { send, startTestServer } from "./test-server.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const ask = (path: string) => send(`${server.url}/api/mechanisms${path}`);
const burst = "workMs=2000&workers=4&timeoutMs=15000&jitterPercent=0&profile=github";

test.each([
  ["?eventsPerHour=10&pollSeconds=60&outageMinutes=0&consumers=1&profile=stripe", Comparison],
  ["/retries?beforeSeconds=0&lastsSeconds=3600&answer=unavailable", RetryLives],
  ["/herd?deliveries=100&jitterPercent=20", Herd],
  [`/burst?events=100&${burst}`, Burst],
])("answers %s in the shape that is described", async (path, schema) => {
  const answer = await ask(path);
  expect(answer.status).toBe(200);
  const reply: unknown = JSON.parse(answer.body);
  // Nothing is left over either.
  expect(schema.parse(reply)).toEqual(reply);
});

test.each([
  "/retries?beforeSeconds=-1&lastsSeconds=3600&answer=nobody",
  "/retries?beforeSeconds=0&lastsSeconds=3600&answer=perhaps",
  "/herd?deliveries=1000000&jitterPercent=20",
  `/burst?events=100000&${burst}`,
  "/burst",
])("refuses %s", async (path) => {
  expect((await ask(path)).status).toBe(422);
});
