// @vitest-environment node
// The recording on the home page is what the real engine plays today; `vitest -u` records it anew.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HistoryEntry } from "../../../server/contract/history.ts";
import {
  mustStart,
  openRealParts,
  playThrough,
  type RealParts,
  worldOptions,
} from "../../server/exploration/real-parts.ts";

const file = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const handler = file("content/lessons/a-live-handler/handlers/trusting/handler.ts");

let parts: RealParts;
beforeAll(async () => {
  parts = await openRealParts();
});
afterAll(() => parts.close());

test("the recording is what the engine plays: an event, the same again, and a forgery", async () => {
  const world = await mustStart(worldOptions(parts, readFileSync(handler, "utf8")));
  try {
    await playThrough(world, world.sendEvent({ type: "payment.succeeded" }));
    await playThrough(world, world.attack("duplicate"));
    await playThrough(world, world.attack("unsigned"));
    const entries = world.history.map((entry) => HistoryEntry.parse(entry));
    const recording = `${JSON.stringify(entries, null, 1)}\n`;
    await expect(recording).toMatchFileSnapshot(file("client/app/first-impression.json"));
  } finally {
    await world.close();
  }
}, 30_000);
