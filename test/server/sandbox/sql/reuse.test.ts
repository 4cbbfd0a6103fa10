// One SQL process for shop after shop: each finds an empty database, and the same calls give the same answers.
import { afterAll, describe, expect, test } from "vitest";
import { createSqlEngine } from "../../../../server/sandbox/sql/sql-engine.ts";
import type { SqlProcess } from "../../../../server/sandbox/sql/sql-process.ts";
import { createSqlProcesses, type SqlProcesses } from "../../../../server/sandbox/sql/sql-processes.ts";
import type { SqlEngine } from "../../../../server/shop/types.ts";
import { faultOf, unixMs } from "./engines.ts";

const processes = createSqlProcesses(3, { reuse: true });
afterAll(() => processes.close());

const taken: SqlProcess[] = [];
const watched: SqlProcesses = {
  ...processes,
  async take() {
    const process = await processes.take();
    taken.push(process);
    return process;
  },
};

const tables = `
  CREATE TABLE orders(id TEXT PRIMARY KEY, amount INTEGER, status TEXT NOT NULL);
  CREATE TABLE notes(id INTEGER PRIMARY KEY AUTOINCREMENT, text);
  INSERT INTO orders VALUES ('ord_1', 4900, 'pending'), ('ord_2', 1999, 'pending');`;

const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT count(*) FROM n";

/** Statements that would give something else on a database, or a connection, that was used before. */
const statements = [
  "SELECT last_insert_rowid() AS row, changes() AS n, total_changes() AS total",
  "SELECT random() AS a, hex(randomblob(8)) AS b, datetime('now') AS now",
  "CREATE TABLE seen(id TEXT PRIMARY KEY)",
  "CREATE TRIGGER echo AFTER INSERT ON seen BEGIN INSERT INTO notes(text) VALUES (NEW.id); END",
  "CREATE VIEW paid AS SELECT * FROM orders WHERE status = 'paid'",
  "INSERT INTO seen VALUES ('evt_1') RETURNING id",
  "INSERT INTO seen VALUES ('evt_1')",
  "INSERT INTO notes(text) VALUES ('a'), ('b') RETURNING id",
  "UPDATE orders SET status = 'paid' WHERE id = 'ord_1'",
  "DELETE FROM orders WHERE id = 'ord_2'",
  "ALTER TABLE orders ADD COLUMN note TEXT DEFAULT 'n'",
  "SELECT * FROM paid",
  "DROP TABLE notes",
  "SELECT name, sql FROM sqlite_schema ORDER BY name",
  "SELECT last_insert_rowid() AS row, changes() AS n, total_changes() AS total",
];

async function play(engine: SqlEngine) {
  await engine.setUp(tables);
  const answers: unknown[] = [];
  for (const sql of statements) {
    answers.push(
      await engine.run({ sql, params: [], unixMs }).catch(({ code, message }) => ({ code, message })),
    );
  }
  return { answers, view: await engine.view() };
}

describe("a process that serves one shop after another", () => {
  test("gives the same calls the same answers, as a process of its own does", async () => {
    const own = createSqlProcesses(3);
    const engine = createSqlEngine(own);
    const expected = await play(engine);
    await engine.close();
    await own.close();
    taken.length = 0;
    for (let round = 0; round < 4; round += 1) {
      const again = createSqlEngine(watched);
      expect(await play(again)).toEqual(expected);
      await again.close();
    }
    expect(new Set(taken).size).toBe(1);
  });

  test("forgets a transaction that nobody ended", async () => {
    const first = createSqlEngine(watched);
    await first.setUp(tables);
    await first.begin();
    await first.run({ sql: "DELETE FROM orders", params: [], unixMs });
    await first.close();
    const second = createSqlEngine(watched);
    expect(await second.view()).toEqual({ tables: [] });
    await second.begin();
    await second.commit();
    await second.close();
  });

  test("is killed by an endless statement; the shop stands on what was committed, and the next one is empty", async () => {
    taken.length = 0;
    const first = createSqlEngine(watched);
    await first.setUp(tables);
    await first.run({ sql: "UPDATE orders SET status = 'paid'", params: [], unixMs });
    expect((await faultOf(first.run({ sql: endless, params: [], unixMs }))).name).toBe("EndlessQueryError");
    const { rows } = await first.run({ sql: "SELECT DISTINCT status FROM orders", params: [], unixMs });
    expect(rows).toEqual([{ status: "paid" }]);
    await first.close();
    expect(taken[0]?.isLost).toBe(true);
    const second = createSqlEngine(watched);
    expect(await second.view()).toEqual({ tables: [] });
    await second.close();
    expect(taken.map(({ isLost }) => isLost)).toEqual([true, false, false]);
  });

  test.each([
    ["processorMs", 60_000],
    ["residentBytes", 150 * 1024 * 1024],
  ])("is not used again when half of what it may use is used up: %s", async (figure, used) => {
    taken.length = 0;
    const first = createSqlEngine(watched);
    await first.setUp(tables);
    const [worn] = taken;
    if (worn === undefined) throw new Error("No process was taken.");
    Object.defineProperty(worn, figure, { value: used - 1, configurable: true });
    await first.close();
    const second = createSqlEngine(watched);
    await second.setUp(tables);
    expect(taken[1]).toBe(worn);
    Object.defineProperty(worn, figure, { value: used });
    await second.close();
    expect(worn.isLost).toBe(true);
    const third = createSqlEngine(watched);
    await third.setUp(tables);
    await third.close();
    expect(taken[2]).not.toBe(worn);
  });

  test("is killed when its shop is closed in the middle of a statement", async () => {
    taken.length = 0;
    const engine = createSqlEngine(watched);
    await engine.setUp(tables);
    const fault = faultOf(engine.run({ sql: endless, params: [], unixMs }));
    await new Promise(setImmediate);
    await engine.close();
    expect((await fault).code).toBe("DATABASE_CLOSED");
    expect(taken[0]?.isLost).toBe(true);
  });
});
