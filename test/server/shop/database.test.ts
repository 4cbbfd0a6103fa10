// The shop's database: effects of what is committed and of nothing else, and one writer at a time.
import { describe, expect, test } from "vitest";
import { codeOf, epochMs, grantedValue, shopsOfFile } from "./shops.ts";

const openShop = shopsOfFile();
const setPaid = "UPDATE orders SET status = 'paid' WHERE id = 'ord_1042'";
const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

describe("effects of statements", () => {
  test("an order's new status is an effect, seen and not told", async () => {
    const { query, effects } = openShop();
    const reply = await query(`${setPaid} RETURNING id`);
    expect(reply).toMatchObject({ ok: true, value: [{ id: "ord_1042" }], summary: "1 row, 1 row changed" });
    expect(effects).toEqual([
      {
        effect: "order-changed",
        subject: "order:ord_1042:paid",
        summary: "ord_1042: pending → paid",
        orderId: "ord_1042",
        attemptId: "att_1",
        callId: "call_1",
        repeat: 0,
      },
    ]);
  });

  test("the same status again is none, and a way back and forth is counted", async () => {
    const { query, effects } = openShop();
    for (const sql of [setPaid, setPaid, "UPDATE orders SET status = 'refunded'", setPaid]) await query(sql);
    expect(effects.map(({ subject, repeat }) => [subject, repeat])).toEqual([
      ["order:ord_1042:paid", 0],
      ["order:ord_1042:refunded", 0],
      ["order:ord_1043:refunded", 0],
      ["order:ord_1042:paid", 1],
    ]);
  });

  test("the shop's own record of an order is more than a row", async () => {
    const { query, effects } = openShop();
    await query("UPDATE orders SET amount = 1, updated_at = 7 WHERE id = 'ord_1042'");
    await query("UPDATE orders SET status = 'paid', amount = 2 WHERE id = 'ord_1042'");
    expect(effects.map(({ effect, subject, summary }) => [effect, subject, summary])).toEqual([
      ["record-changed", "record:ord_1042:amount", "ord_1042: amount 4900 → 1"],
      ["order-changed", "order:ord_1042:paid", "ord_1042: pending → paid"],
      ["record-changed", "record:ord_1042:amount", "ord_1042: amount 1 → 2"],
    ]);
  });

  test("other columns and other tables are changed rows, never repeated ones", async () => {
    const { query, effects } = openShop();
    await query("UPDATE orders SET updated_at = 7 WHERE id = 'ord_1042'");
    await query("CREATE TABLE seen(id TEXT PRIMARY KEY, n)");
    await query("INSERT INTO seen VALUES ('evt_1', 1)");
    await query("INSERT OR REPLACE INTO seen VALUES ('evt_1', 1)");
    await query("INSERT OR REPLACE INTO seen VALUES ('evt_1', 2)");
    await query("DELETE FROM seen");
    expect(effects.map(({ effect, subject, summary, repeat }) => [effect, subject, summary, repeat])).toEqual(
      [
        ["row-changed", "row:orders", "orders ord_1042: updated_at 0 → 7", 0],
        ["row-changed", "row:seen", "seen: added id evt_1, n 1", 0],
        ["row-changed", "row:seen", "seen evt_1: n 1 → 2", 0],
        ["row-changed", "row:seen", "seen: removed id evt_1, n 2", 0],
      ],
    );
  });

  test("a replaced, a new and a deleted order are told apart", async () => {
    const { query, effects } = openShop();
    await query("REPLACE INTO orders VALUES ('ord_1042', 4900, 'paid', 0)");
    await query("INSERT INTO orders VALUES ('ord_9', 1, 'paid', 0)");
    await query("DELETE FROM orders WHERE id = 'ord_9'");
    expect(effects.map(({ summary }) => summary)).toEqual([
      "ord_1042: pending → paid",
      "ord_9: created as paid",
      "ord_9: paid → deleted",
    ]);
  });

  test("the scenario's own tables and rows are no effects", async () => {
    const { shop, effects } = openShop();
    const { tables } = await shop.view();
    expect(tables.map(({ name, totalRows }) => [name, totalRows])).toEqual([["orders", 2]]);
    expect(effects).toEqual([]);
  });

  test("the database's clock is the shop's", async () => {
    const { query, clock } = openShop();
    clock.nowMs = 5_000;
    expect(grantedValue(await query("SELECT unixepoch() AS now"))).toEqual([{ now: epochMs / 1000 + 5 }]);
  });
});

describe("a transaction", () => {
  test("has its effects at the commit, in order, each with the call that made it", async () => {
    const { call, query, effects } = openShop();
    await call("db.begin", { txId: 1 });
    await query("CREATE TABLE seen(id)", [], 1);
    await query("INSERT INTO seen VALUES ('evt_1')", [], 1);
    await query(setPaid, [], 1);
    expect(effects).toEqual([]);
    await call("db.commit", { txId: 1 });
    expect(effects.map(({ subject, callId }) => [subject, callId])).toEqual([
      ["row:seen", "call_3"],
      ["order:ord_1042:paid", "call_4"],
    ]);
  });

  test("that is rolled back has none", async () => {
    const { call, query, effects } = openShop();
    await call("db.begin", { txId: 1 });
    await query(setPaid, [], 1);
    await call("db.rollback", { txId: 1 });
    await query("SELECT 1");
    expect(effects).toEqual([]);
  });

  test("lets everyone else wait, and then go on in the order of their calls", async () => {
    const { shop, heard, call, query } = openShop();
    await call("db.begin", { txId: 1 });
    const order: string[] = [];
    const waiting = [
      query("INSERT INTO orders VALUES ('a', 1, 'new', 0)").then(() => order.push("first")),
      call("db.begin", { txId: 2 }).then(() => order.push("second")),
      query("SELECT 1").then(() => order.push("third")),
    ];
    await query(setPaid, [], 1);
    expect([order, shop.waitingCalls(), heard.waits]).toEqual([[], 3, 3]);
    await call("db.commit", { txId: 1 });
    await waiting[1];
    expect([order, shop.waitingCalls()]).toEqual([["first", "second"], 1]);
    await call("db.rollback", { txId: 2 });
    await Promise.all(waiting);
    expect([order, shop.waitingCalls()]).toEqual([["first", "second", "third"], 0]);
  });

  test("that is over takes no more statements", async () => {
    const { call, query } = openShop();
    await call("db.begin", { txId: 1 });
    await call("db.commit", { txId: 1 });
    expect(codeOf(await query("SELECT 1", [], 1))).toBe("TRANSACTION_OVER");
    expect(codeOf(await call("db.commit", { txId: 1 }))).toBe("TRANSACTION_OVER");
    expect(codeOf(await call("db.rollback", { txId: 1 }))).toBe(null);
    expect(codeOf(await query("SELECT 1"))).toBe(null);
  });

  test("that a statement has rolled back is over", async () => {
    const { call, query, effects } = openShop();
    await call("db.begin", { txId: 1 });
    await query(setPaid, [], 1);
    const clash = await query("INSERT OR ROLLBACK INTO orders VALUES ('ord_1042', 1, 'x', 0)", [], 1);
    expect(codeOf(clash)).toBe("SQLITE_CONSTRAINT_PRIMARYKEY");
    expect(codeOf(await query(setPaid, [], 1))).toBe("TRANSACTION_OVER");
    expect(codeOf(await query("SELECT 1"))).toBe(null);
    expect(effects).toEqual([]);
  });
});

describe("when the receiver is gone", () => {
  test("its open transaction never was, and its waiting calls are answered and not carried out", async () => {
    const { shop, call, query, effects } = openShop();
    await call("db.begin", { txId: 1 });
    await query(setPaid, [], 1);
    const waiting = [query("DELETE FROM orders"), call("db.begin", { txId: 2 })];
    await shop.receiverGone();
    expect((await Promise.all(waiting)).map(codeOf)).toEqual(["RECEIVER_GONE", "RECEIVER_GONE"]);
    expect(grantedValue(await query("SELECT count(*) AS n FROM orders WHERE status = 'pending'"))).toEqual([
      { n: 2 },
    ]);
    expect(effects).toEqual([]);
  });

  test("a transaction that was just being opened does not stay open", async () => {
    const { shop, call, query } = openShop();
    const opening = call("db.begin", { txId: 1 });
    await Promise.resolve();
    await shop.receiverGone();
    await opening;
    await shop.receiverGone();
    expect(codeOf(await query(setPaid))).toBe(null);
  });

  test("a statement that was under way is carried out wholly or not at all", async () => {
    const { shop, query, effects } = openShop();
    const underWay = query(setPaid);
    await shop.receiverGone();
    await underWay;
    const rows = grantedValue(await query("SELECT status FROM orders WHERE id = 'ord_1042'"));
    expect(rows).toEqual([{ status: effects.length === 1 ? "paid" : "pending" }]);
  });
});

describe("a statement that never ends", () => {
  test("is a named, fatal reply, and the shop goes on with what was committed", async () => {
    const { query, effects } = openShop();
    await query(setPaid);
    expect(await query(endless)).toMatchObject({
      ok: false,
      fatal: "endless-query",
      error: { message: expect.stringContaining("did not end within 1000 ms") },
    });
    expect(grantedValue(await query("SELECT status FROM orders"))).toEqual([
      { status: "paid" },
      { status: "pending" },
    ]);
    expect(effects).toHaveLength(1);
  });

  test("takes its transaction along", async () => {
    const { call, query, effects } = openShop();
    await call("db.begin", { txId: 1 });
    await query(setPaid, [], 1);
    expect(await query(endless, [], 1)).toMatchObject({ fatal: "endless-query" });
    expect(codeOf(await call("db.commit", { txId: 1 }))).toBe("TRANSACTION_OVER");
    expect(codeOf(await query("SELECT 1"))).toBe(null);
    expect(effects).toEqual([]);
  });
});

test("a mistake in the scenario's SQL is an exception, not the handler's fault", async () => {
  const { query } = openShop("CREATE TABEL orders(id)");
  await expect(query("SELECT 1")).rejects.toThrow(/syntax error/);
});
