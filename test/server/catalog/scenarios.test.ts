// Scenarios: what is in content/ is right and can be played, and what an author gets wrong is named with its remedy.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import {
  ContentError,
  listScenarios,
  loadScenario,
  readScenario,
} from "../../../server/catalog/scenarios.ts";
import { grantedValue, shopsOfFile } from "../shop/shops.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const openShop = shopsOfFile();
const request = { eventId: "evt_1", type: "payment.succeeded", createdSeconds: 1_700_000_000, number: 1 };

describe("the scenario payments", () => {
  const scenario = loadScenario(root, "payments");

  test("makes exactly the orders that it names", async () => {
    const { query } = openShop(scenario.setUpSql);
    const rows = grantedValue(await query("SELECT * FROM orders ORDER BY rowid"));
    expect(rows).toEqual(
      scenario.orders.map(({ id, customerEmail, amount, currency, status }) => ({
        id,
        customer_email: customerEmail,
        amount,
        currency,
        status,
        updated_at: 0,
      })),
    );
  });

  test("says of an order what the shop's own record says", () => {
    expect(scenario.buildPayload(request)).toEqual({
      id: "evt_1",
      type: "payment.succeeded",
      created: 1_700_000_000,
      data: {
        orderId: "ord_1042",
        amount: 4900,
        currency: "EUR",
        version: 1,
        customer: { email: "mira.holt@example.com", cardLast4: "4242" },
      },
    });
  });

  test("takes the next suiting order for each event, and the asked one when there is one", () => {
    const orderOf = (number: number, type: string, orderId?: string) =>
      scenario.buildPayload({ ...request, type, number, orderId }).data.orderId;
    expect([1, 2, 3, 4, 5].map((number) => orderOf(number, "payment.succeeded"))).toEqual([
      "ord_1042",
      "ord_1043",
      "ord_1044",
      "ord_1045",
      "ord_1042",
    ]);
    expect(orderOf(1, "payment.refunded")).toBe("ord_1040");
    expect(orderOf(1, "payment.refunded", "ord_1043")).toBe("ord_1043");
  });

  test("has words for any type, any order and any field", () => {
    const payload = scenario.buildPayload({
      ...request,
      type: "no.such_type",
      orderId: "ord_0",
      fields: { amount: 1, extra: true },
    });
    expect(payload.data).toMatchObject({ orderId: "ord_0", amount: 1, currency: "EUR", extra: true });
    expect(scenario.buildPayload({ ...request, type: "payment.failed" }).data).toMatchObject({
      failureCode: "card_declined",
    });
  });

  test("gives a later event a higher version", () => {
    const versions = [1, 2].map((number) => scenario.buildPayload({ ...request, number }).data.version);
    expect(versions).toEqual([1, 2]);
  });
});

test("every scenario of content/ is right", () => {
  expect(listScenarios(root)).toContain("payments");
  expect(listScenarios(root).flatMap((id) => readScenario(root, id).problems)).toEqual([]);
});

describe("an author's mistake", () => {
  const made = mkdtempSync(join(tmpdir(), "hookproof-scenarios-"));
  afterAll(() => rmSync(made, { recursive: true, force: true }));
  const yaml = readFileSync(join(root, "content/scenarios/payments/scenario.yaml"), "utf8");

  /** A copy of the scenario under its name, with its data changed. */
  function problemsOf(id: string, change: (text: string) => string) {
    const folder = join(made, "content/scenarios", id);
    mkdirSync(folder, { recursive: true });
    cpSync(join(root, "content/scenarios/payments/tables.sql"), join(folder, "tables.sql"));
    writeFileSync(join(folder, "scenario.yaml"), change(yaml));
    return readScenario(made, id).problems.map(({ unit, rule, remedy }) => `${unit}: ${rule} ${remedy}`);
  }

  test.each([
    ["a broken file", (text: string) => `${text}\n - [`, /scenario\.yaml: It is YAML that can be read\./],
    ["a wrong amount", (text: string) => text.replace("amount: 4900", "amount: 49.5"), /orders\.0\.amount/],
    [
      "a real address",
      (text: string) => text.replace("mira.holt@example.com", "mira@gmail.com"),
      /example\.com/,
    ],
    [
      "an unknown main event",
      (text: string) => text.replace("mainEvent: payment.succeeded", "mainEvent: a.b"),
      /mainEvent: "a\.b" is one of/,
    ],
    ["an order twice", (text: string) => text.replace("id: ord_1043", "id: ord_1042"), /an id of its own/],
    [
      "a status that no order has",
      (text: string) => text.replace("status: paid", "status: pending"),
      /as paid/,
    ],
    ["a misspelt key", (text: string) => text.replace("summary:", "sumary:"), /sumary/],
  ])("such as %s is named with file, rule and remedy", (_what, change, expected) => {
    const problems = problemsOf("payments", change);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join("\n")).toMatch(expected);
    expect(problems[0]).toMatch(/^content\/scenarios\/payments\/scenario\.yaml: /);
  });

  test("such as another folder's id is named", () => {
    expect(problemsOf("parcels", (text) => text)).toEqual([
      'content/scenarios/parcels/scenario.yaml: The id is the folder\'s name. Call it "parcels", or rename the folder.',
    ]);
  });

  test("stops the loading, and a name from outside leads nowhere", () => {
    expect(() => loadScenario(root, "nothing")).toThrow(ContentError);
    expect(() => loadScenario(root, "../lessons")).toThrow(
      /There is a scenario "\.\.\/lessons"\. Ask for one of: payments/,
    );
  });
});
