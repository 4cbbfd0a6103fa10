// Which calls may be carried out in either order: only those that cannot tell the difference.
import { describe, expect, it } from "vitest";
import type { ShopService } from "../../../server/contract/history.ts";
import type { EnabledCall } from "../../../server/exploration/actors.ts";
import { areIndependent } from "../../../server/exploration/dependence.ts";

type Asked = readonly [service: ShopService, operation: string, args: unknown];

const calls = {
  select: ["db", "query", { sql: "  select id from seen", params: [] }],
  "other select": ["db", "query", { sql: "SELECT status FROM orders", params: [] }],
  "select in a transaction": ["db", "query", { sql: "SELECT id FROM seen", params: [], txId: "tx_1" }],
  insert: ["db", "query", { sql: "INSERT INTO seen (id) VALUES (1)", params: [] }],
  "insert of what it selects": [
    "db",
    "query",
    { sql: "WITH a AS (SELECT 1) INSERT INTO seen SELECT * FROM a" },
  ],
  begin: ["db", "begin", { txId: "tx_2" }],
  parcel: ["carrier", "ship", { orderId: "ord_1" }],
  "other parcel": ["carrier", "ship", { orderId: "ord_2" }],
  mail: ["mail", "send", { to: "ada@example.com" }],
} as const satisfies Readonly<Record<string, Asked>>;

const by = (actor: number, name: keyof typeof calls): EnabledCall => {
  const [service, operation, args] = calls[name];
  return { actor, call: { callId: `call_${actor}`, attemptId: `att_${actor}`, service, operation, args } };
};

/** In whichever order the two are named. */
const areBothWays = (one: keyof typeof calls, other: keyof typeof calls) =>
  new Set([areIndependent(by(1, one), by(2, other)), areIndependent(by(1, other), by(2, one))]);

describe("calls of two actors", () => {
  it.each([
    ["select", "other select"],
    ["select", "parcel"],
    ["insert", "mail"],
    ["parcel", "mail"],
  ] as const)("are independent: %s and %s", (one, other) => {
    expect(areBothWays(one, other)).toEqual(new Set([true]));
  });

  it.each([
    ["select", "insert"],
    ["select", "insert of what it selects"],
    ["select", "select in a transaction"],
    ["select", "begin"],
    ["insert", "insert"],
    ["parcel", "other parcel"],
  ] as const)("depend on each other: %s and %s", (one, other) => {
    expect(areBothWays(one, other)).toEqual(new Set([false]));
  });
});

it("calls of one actor always keep their order", () => {
  expect(areIndependent(by(1, "select"), by(1, "other select"))).toBe(false);
  expect(areIndependent(by(1, "insert"), by(1, "mail"))).toBe(false);
});
