// What a proof tells an author to send puts the invariant to the test that it is told for.
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { parseYaml } from "../../../content/schema/yaml.ts";
import { readLessons } from "../../../server/catalog/lessons.ts";
import type { Cell } from "../../../server/cli/cell.ts";
import { InvariantId } from "../../../server/contract/invariants.ts";
import { SessionAction } from "../../../server/contract/session.ts";
import { SAMPLE } from "../../../server/grading/examine.ts";
import { playAttack } from "../../../server/labs/attack-player.ts";
import { type ContentProver, openContentProver } from "../../../server/labs/content-prover.ts";
import { untestedFaults } from "../../../server/labs/put-to-the-test.ts";
import { openRealCell } from "./real-labs.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const files = { "handler.ts": handlerOf("two-keys", "both-keys") };
const Actions = z.array(SessionAction);

let cell: Cell;
let prover: ContentProver & { close(): Promise<void> };
beforeAll(async () => {
  cell = await openRealCell({ isOwnCode: true });
  prover = await openContentProver(cell.parts, SAMPLE);
});
afterAll(async () => {
  await prover.close();
  await cell.close();
});

test.each(InvariantId.options)("%s is judged after what is told for it", async (id) => {
  const [fault] = untestedFaults([id], true);
  const told = fault?.remedy ?? "";
  const [list = ""] = /\{ kind: .*\}/.exec(told) ?? [];
  const payment = told.includes("after a payment") ? "{ kind: send-event, type: payment.succeeded }, " : "";
  const about = {
    scenario: prover.scenario(told.includes("receipts") ? "receipts" : "payments"),
    ...{ scheme: "standard-v1" as const, secrets: "rotating" as const },
  };
  const actions = Actions.parse(parseYaml(`[${payment}${list}]`));
  const played = await prover.onStage(about, files, (setting) =>
    playAttack(setting, files, { by: "requests", actions, seed: 1 }),
  );
  expect(played.refusals).toEqual([]);
  expect(played.judged?.[id].state).toMatch(/^(held|broken)$/);
});

function handlerOf(lesson: string, handler: string): string {
  const unit = readLessons(root).units.find((one) => one.lesson.id === lesson);
  return unit?.handlers[handler]?.text ?? "";
}
