// Every template of the playground proves what it says of itself: it starts, and breaks exactly the invariants it names.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTemplates } from "../../client/build/templates.ts";
import type { History } from "../../server/contract/history.ts";
import type { SchemeId, SessionAction } from "../../server/contract/session.ts";
import { playAction } from "../../server/exploration/session-actions.ts";
import type { ParsedSessionAction } from "../../server/exploration/types.ts";
import { mustStart, openRealParts, type RealParts, worldOptions } from "../server/exploration/real-parts.ts";
import { brokenBy, untilSettled, worldOf } from "./proof.ts";

const templates = readTemplates();
const heldClock = { rate: 0, setRate: () => {}, stop: () => {} };

let parts: RealParts;
beforeAll(async () => {
  parts = await openRealParts();
});
afterAll(() => parts.close());

test("there are several templates, each in its own place", () => {
  expect(templates.length).toBeGreaterThanOrEqual(4);
  expect(templates.map(({ order }) => order)).toEqual(templates.map((_, index) => index + 1));
});

describe.each(templates)("the template $id", ({ files, schemes, breaks }) => {
  test("breaks exactly the invariants that it names", async () => {
    const [scheme = "standard-v1"] = schemes;
    const history = await play(files, scheme, [...everything(scheme), untilSettled]);
    expect(brokenBy(history, worldOf(parts, scheme))).toEqual([...breaks].sort());
  });

  test.each(schemes)("starts under the scheme %s", async (scheme) => {
    const history = await play(files, scheme, []);
    expect(history[0]?.kind).toBe("receiver-started");
    expect(history.filter(({ kind }) => kind === "receiver-ended")).toEqual([]);
  });
});

/** Whatever a learner can press in the workbench, once. */
function everything(scheme: SchemeId): SessionAction[] {
  const signsTime = scheme !== "github-sha256";
  return [
    { kind: "send-event", type: "payment.succeeded", orderId: "ord_1042" },
    { kind: "attack", attack: "duplicate" },
    { kind: "attack", attack: "overlapping-duplicate" },
    { kind: "attack", attack: "reply-lost" },
    { kind: "attack", attack: "unsigned" },
    { kind: "attack", attack: "wrong-secret" },
    { kind: "attack", attack: "tampered-body" },
    ...(signsTime ? [{ kind: "attack", attack: "tampered-timestamp" } as const] : []),
    { kind: "attack", attack: "replay-attack" },
    { kind: "send-event", type: "payment.succeeded", orderId: "ord_1043", fields: { amount: 1 } },
    { kind: "send-event", type: "payment.refunded", orderId: "ord_1044" },
    { kind: "send-event", type: "payment.succeeded", orderId: "ord_1044" },
    { kind: "send-event", type: "customer.moved", orderId: "ord_1042" },
    { kind: "outage", durationMs: 3_600_000 },
    { kind: "send-event", type: "payment.succeeded", orderId: "ord_1045" },
  ];
}

async function play(
  files: Readonly<Record<string, string>>,
  scheme: SchemeId,
  script: readonly SessionAction[],
): Promise<History> {
  const world = await mustStart({ ...worldOptions(parts, "", scheme), files });
  await world.playNow();
  for (const action of script) {
    const refusal = await playAction(world, action as ParsedSessionAction, heldClock);
    if (refusal !== null) throw new Error(`${JSON.stringify(action)}: ${refusal}`);
  }
  const history = [...world.history];
  await world.close();
  return history;
}
