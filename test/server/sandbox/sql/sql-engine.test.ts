// Statements, values, errors, transactions and time of the shop's SQL engine.
import { describe, expect, test } from "vitest";
import { enginesOfFile, faultOf, openWith, unixMs } from "./engines.ts";

const open = enginesOfFile();
const tables = `
  CREATE TABLE orders(id TEXT PRIMARY KEY, amount INTEGER, status TEXT NOT NULL);
  INSERT INTO orders VALUES ('ord_1', 4900, 'pending'), ('ord_2', 1999, 'pending');`;

describe("statements", () => {
  test("placeholders are bound in order and RETURNING gives rows", async () => {
    const { rows } = await openWith(open, tables);
    expect(
      await rows("UPDATE orders SET status = ? WHERE id = ? RETURNING id, status", "paid", "ord_1"),
    ).toEqual([{ id: "ord_1", status: "paid" }]);
    expect(await rows("SELECT status FROM orders ORDER BY id")).toEqual([
      { status: "paid" },
      { status: "pending" },
    ]);
  });

  test("a whole number arrives as an integer and a fraction as a real", async () => {
    const { rows } = await openWith(open, tables);
    expect(await rows("SELECT typeof(?) AS a, typeof(?) AS b, typeof(?) AS c", 1, 1.5, null)).toEqual([
      { a: "integer", b: "real", c: "null" },
    ]);
  });

  test.each([
    ["SELECT 1; SELECT 2", [], "SQLITE_MISUSE", /second one after the semicolon/],
    ["SELECT 1; -- the end\nDROP TABLE orders", [], "SQLITE_MISUSE", /second one/],
    ["", [], "SQLITE_MISUSE", /empty/],
    ["-- nothing", [], "SQLITE_MISUSE", /empty/],
    ["SELECT ?", [], "SQLITE_RANGE", /1 "\?" but 0 parameters were given/],
    ["SELECT ?", [1, 2], "SQLITE_RANGE", /1 "\?" but 2 parameters/],
    ["SELECT '?', \"id\", /* ? */ ? FROM orders -- ?", [], "SQLITE_RANGE", /1 "\?" but 0/],
    ["SELECT :id", [], "SQLITE_RANGE", /plain "\?"/],
    ["SELECT ?1", [1], "SQLITE_RANGE", /plain "\?"/],
    ["SELEKT 1", [], "SQLITE_ERROR", /syntax error/],
    ["SELECT * FROM nowhere", [], "SQLITE_ERROR", /no such table/],
    ["INSERT INTO orders VALUES ('ord_1', 1, 'x')", [], "SQLITE_CONSTRAINT_PRIMARYKEY", /UNIQUE/],
    ["INSERT INTO orders VALUES ('ord_9', 1, NULL)", [], "SQLITE_CONSTRAINT_NOTNULL", /NOT NULL/],
    ["SELECT 9007199254740993 AS big", [], "SQLITE_MISMATCH", /CAST\(big AS TEXT\)/],
    ["SELECT x'00ff' AS bytes", [], "SQLITE_MISMATCH", /hex\(bytes\)/],
  ])("%j is refused by name", async (sql, params, code, message) => {
    const { query } = await openWith(open, tables);
    expect(await faultOf(query(sql, ...params))).toEqual({
      name: "SqlError",
      code,
      message: expect.stringMatching(message),
    });
  });

  test("a trailing semicolon and comments are no second statement", async () => {
    const { rows } = await openWith(open, tables);
    expect(await rows("SELECT 1 AS one; -- done\n /* really */ ;")).toEqual([{ one: 1 }]);
  });

  test("a trigger holds several statements and is one", async () => {
    const { query, rows } = await openWith(open, tables);
    await query("CREATE TABLE log(what)");
    await query(
      "CREATE TRIGGER note AFTER UPDATE ON orders BEGIN INSERT INTO log VALUES ('a'); INSERT INTO log VALUES ('b'); END",
    );
    await query("UPDATE orders SET amount = 1 WHERE id = 'ord_1'");
    expect(await rows("SELECT what FROM log")).toEqual([{ what: "a" }, { what: "b" }]);
  });

  test("changes() counts the handler's rows and nothing of ours", async () => {
    const { query, rows } = await openWith(open, tables);
    await query("UPDATE orders SET status = CASE id WHEN 'ord_1' THEN 'paid' ELSE status END");
    expect(await rows("SELECT changes() AS n")).toEqual([{ n: 2 }]);
    await query("REPLACE INTO orders VALUES ('ord_1', 1, 'x')");
    expect(await rows("SELECT changes() AS n")).toEqual([{ n: 1 }]);
    await query("DELETE FROM orders WHERE id = 'nobody'");
    expect(await rows("SELECT changes() AS n, total_changes() AS total")).toEqual([{ n: 0, total: 3 }]);
    await rows("INSERT INTO orders VALUES ('a', 1, 'x'), ('b', 1, 'x') RETURNING id");
    expect(await rows("SELECT changes() AS n, last_insert_rowid() AS row")).toEqual([{ n: 2, row: 5 }]);
  });

  test("a statement that fails half way leaves nothing behind", async () => {
    const { query, rows } = await openWith(open, tables);
    for (const how of ["ABORT", "FAIL", "ROLLBACK"]) {
      const sql = `INSERT OR ${how} INTO orders VALUES ('new', 1, 'x'), ('ord_1', 1, 'x')`;
      expect((await faultOf(query(sql))).code).toBe("SQLITE_CONSTRAINT_PRIMARYKEY");
      expect(await rows("SELECT id FROM orders WHERE id = 'new'")).toEqual([]);
    }
  });
});

describe("transactions", () => {
  test("what is rolled back was never there", async () => {
    const { engine, query, rows } = await openWith(open, tables);
    await engine.begin();
    await query("DELETE FROM orders");
    expect(await rows("SELECT * FROM orders")).toEqual([]);
    await engine.rollback();
    expect(await rows("SELECT count(*) AS n FROM orders")).toEqual([{ n: 2 }]);
  });

  test("a view during a transaction shows what is committed", async () => {
    const { engine, query } = await openWith(open, tables);
    await engine.begin();
    await query("DELETE FROM orders WHERE id = 'ord_1'");
    const during = await engine.view();
    await engine.commit();
    const after = await engine.view();
    expect([during, after].map(({ tables: [table] }) => table?.totalRows)).toEqual([2, 1]);
  });

  test("a deferred constraint fails at the commit, which undoes the transaction", async () => {
    const { engine, query, rows } = await openWith(open, tables);
    await query("CREATE TABLE items(order_id REFERENCES orders(id) DEFERRABLE INITIALLY DEFERRED)");
    await engine.begin();
    await query("INSERT INTO items VALUES ('nobody')");
    expect((await faultOf(engine.commit())).code).toBe("SQLITE_CONSTRAINT_FOREIGNKEY");
    expect(await rows("SELECT * FROM items")).toEqual([]);
  });

  test("OR ROLLBACK says that it took the transaction along", async () => {
    const { engine, query, rows } = await openWith(open, tables);
    await engine.begin();
    await query("UPDATE orders SET status = 'paid'");
    await expect(query("INSERT OR ROLLBACK INTO orders VALUES ('ord_1', 1, 'x')")).rejects.toMatchObject({
      code: "SQLITE_CONSTRAINT_PRIMARYKEY",
      lostTransaction: true,
    });
    await engine.rollback();
    expect(await rows("SELECT DISTINCT status FROM orders")).toEqual([{ status: "pending" }]);
  });
});

describe("time and chance", () => {
  test("SQL's clock is the virtual one, in every form", async () => {
    const { rows, query } = await openWith(open, tables);
    const [now] = await rows(`SELECT
      datetime('now') AS datetime, datetime() AS bare, date('NOW', '+1 day') AS tomorrow, time('now') AS time,
      unixepoch() AS unixepoch, unixepoch('subsec') AS subsec, strftime('%Y', 'now') AS year, strftime('%s') AS text,
      typeof(unixepoch('now')) AS type, CURRENT_TIMESTAMP AS stamp, current_date AS date, current_time AS clock,
      round(julianday('now'), 3) AS julian, datetime('2020-01-01', '+1 month') AS other`);
    expect(now).toEqual({
      datetime: "2024-02-29 12:30:15",
      bare: "2024-02-29 12:30:15",
      tomorrow: "2024-03-01",
      time: "12:30:15",
      unixepoch: Math.floor(unixMs / 1000),
      subsec: unixMs / 1000,
      year: "2024",
      text: String(Math.floor(unixMs / 1000)),
      type: "integer",
      stamp: "2024-02-29 12:30:15",
      date: "2024-02-29",
      clock: "12:30:15",
      julian: 2460370.021,
      other: "2020-02-01 00:00:00",
    });
    await query("CREATE TABLE seen(id, at TEXT DEFAULT CURRENT_TIMESTAMP)");
    expect(await rows("INSERT INTO seen(id) VALUES (1) RETURNING at")).toEqual([
      { at: "2024-02-29 12:30:15" },
    ]);
  });

  test("chance is the same in every history, and not the same in every statement", async () => {
    const sql = "SELECT random() % 1000000 AS a, hex(randomblob(4)) AS b";
    const [first, second] = [await openWith(open, tables), await openWith(open, tables)];
    const one = [await first.rows(sql), await first.rows(sql)];
    const other = [await second.rows(sql), await second.rows(sql)];
    expect(one).toEqual(other);
    expect(one[0]).not.toEqual(one[1]);
  });
});

test("a view shows every table with its columns, its first 200 rows and their number", async () => {
  const { engine, query } = await openWith(open, tables);
  await query("CREATE TABLE notes(id INTEGER PRIMARY KEY, blob BLOB, long TEXT)");
  await query(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)
    INSERT INTO notes SELECT i, x'0102', printf('%400d', i) FROM n`);
  const view = await engine.view();
  expect(
    view.tables.map(({ name, columns, totalRows, rows }) => [name, columns, totalRows, rows.length]),
  ).toEqual([
    ["orders", ["id", "amount", "status"], 2, 2],
    ["notes", ["id", "blob", "long"], 250, 200],
  ]);
  expect(view.tables[1]?.rows[0]?.slice(0, 2)).toEqual([1, "x'0102'"]);
  expect(String(view.tables[1]?.rows[0]?.[2])).toHaveLength(301);
});

test("a closed engine answers, and its process is gone", async () => {
  const { engine, query } = await openWith(open, tables);
  const endless = faultOf(
    query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT count(*) FROM n"),
  );
  await engine.close();
  expect((await endless).code).toBe("DATABASE_CLOSED");
  expect((await faultOf(query("SELECT 1"))).code).toBe("DATABASE_CLOSED");
});
