// SQL that reaches for files, for our own bookkeeping or for the whole machine: refused, bounded or killed, in each tier.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { enginesOfFile, faultOf, openWith, tiersHere } from "./engines.ts";

const tables = `
  CREATE TABLE orders(id TEXT PRIMARY KEY, status TEXT);
  INSERT INTO orders VALUES ('ord_1', 'pending');`;

const folder = mkdtempSync(join(tmpdir(), "hookproof-sql-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each with a sentence for the learner that says so. */
const refused: readonly string[] = [
  // files and extensions
  `ATTACH '${folder}/a.db' AS other`,
  "ATTACH ':memory:' AS other",
  "DETACH main",
  `VACUUM INTO '${folder}/b.db'`,
  "VACUUM",
  "SELECT load_extension('/usr/lib/x.so')",
  "SELECT LOAD_EXTENSION('/usr/lib/x.so', 'init')",
  "SELECT readfile('/etc/passwd')",
  `SELECT writefile('${folder}/c', 'x')`,
  "SELECT fts3_tokenizer('simple')",
  "CREATE VIRTUAL TABLE v USING fts5(a)",
  "CREATE VIRTUAL TABLE v USING csv(filename='/etc/passwd')",
  "SELECT * FROM dbstat",
  "SELECT * FROM sqlite_dbpage",
  // settings
  "PRAGMA journal_mode = wal",
  "PRAGMA temp_store = file",
  `PRAGMA temp_store_directory = '${folder}'`,
  "PRAGMA writable_schema = on",
  "PRAGMA recursive_triggers = off",
  "PRAGMA max_page_count = 1000000",
  "PRAGMA hard_heap_limit = 1",
  "PRAGMA trusted_schema = off",
  "PRAGMA table_list",
  "SELECT * FROM pragma_database_list",
  "SELECT * FROM pragma_table_list",
  "UPDATE sqlite_schema SET sql = ''",
  "DELETE FROM sqlite_master",
  // the transaction is ours
  "BEGIN",
  "COMMIT",
  "END",
  "ROLLBACK",
  "SAVEPOINT mine",
  "RELEASE hookproof_statement",
  "ROLLBACK TO hookproof_statement",
  // the ledger: seeing, faking, dropping, shadowing
  "SELECT * FROM hookproof_ledger",
  "SELECT hookproof_row(0, 1)",
  "CREATE TABLE mine(a, b AS (hookproof_row(0, a)))",
  "SELECT * FROM temp.HOOKPROOF_LEDGER",
  'SELECT * FROM "hookproof_ledger"',
  "SELECT (SELECT count(*) FROM temp.hookproof_ledger) FROM orders",
  "INSERT INTO hookproof_ledger VALUES (NULL, 'orders', 'update', '{}', '{}')",
  "DELETE FROM temp.hookproof_ledger",
  "UPDATE hookproof_ledger SET after = '{}'",
  "DROP TABLE temp.hookproof_ledger",
  "ALTER TABLE temp.hookproof_ledger RENAME TO mine",
  "DROP TRIGGER hookproof_update_orders",
  "DROP TRIGGER temp.hookproof_update_orders",
  "CREATE TRIGGER hookproof_fake AFTER UPDATE ON orders BEGIN SELECT 1; END",
  "CREATE TABLE hookproof_ledger(a)",
  "CREATE TABLE main.Hookproof_Ledger(a)",
  "ALTER TABLE orders RENAME TO hookproof_orders",
  "CREATE VIEW peek AS SELECT * FROM temp.hookproof_ledger",
  "SELECT * FROM sqlite_temp_master",
  "SELECT * FROM sqlite_temp_schema",
  "SELECT * FROM temp.sqlite_master",
  "SELECT * FROM temp.sqlite_schema",
  "DELETE FROM sqlite_temp_master",
  "SELECT * FROM pragma_table_info('hookproof_ledger')",
  "EXPLAIN UPDATE orders SET status = 'paid'",
  " /* x */ ; explain UPDATE orders SET status = 'paid'",
  "CREATE TEMP TABLE mine(a)",
  "CREATE TEMP VIEW mine AS SELECT 1",
  "CREATE TEMP TRIGGER mine AFTER UPDATE ON orders BEGIN SELECT RAISE(IGNORE); END",
  "CREATE INDEX temp.mine ON hookproof_ledger(after)",
];

/** Each would take for ever, or all memory, if it were let. */
const endless: Readonly<Record<string, string>> = {
  counting: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
  "a write":
    "INSERT INTO orders WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT DISTINCT i, 'x' FROM n",
  joining: `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3000)
    SELECT count(*) FROM n a, n b, n c, n d WHERE a.i + b.i + c.i + d.i = 0`,
  sorting: `WITH RECURSIVE n(i, b) AS (SELECT 1, zeroblob(900000) UNION ALL SELECT i + 1, zeroblob(900000) FROM n)
    SELECT count(*) FROM (SELECT i, b FROM n ORDER BY b, i DESC)`,
  remembering: `WITH RECURSIVE n(i, b) AS (SELECT 1, randomblob(900000) UNION SELECT i + 1, randomblob(900000) FROM n)
    SELECT count(*) FROM n`,
  matching: `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
    SELECT count(*) FROM n WHERE replace(hex(zeroblob(400000 + i % 2)), '0', '1') LIKE '%2'`,
};

const tooMuch: readonly (readonly [string, string])[] = [
  ["WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n", "SQLITE_TOOBIG"],
  [
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9) SELECT hex(zeroblob(200000)) FROM n",
    "SQLITE_TOOBIG",
  ],
  ["SELECT zeroblob(2000000)", "SQLITE_TOOBIG"],
  ["SELECT hex(randomblob(1000000))", "SQLITE_TOOBIG"],
  ["SELECT printf('%2000000d', 1)", "SQLITE_TOOBIG"],
  [
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50000) INSERT INTO orders SELECT i, 'x' FROM n",
    "SQLITE_FULL",
  ],
  [
    "INSERT INTO orders WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 8) SELECT i, hex(zeroblob(400000)) FROM n",
    "SQLITE_FULL",
  ],
  [`SELECT ${"(".repeat(3000)}1${")".repeat(3000)}`, "SQLITE_ERROR"],
  [`SELECT 1${" UNION ALL SELECT 1".repeat(100)}`, "SQLITE_ERROR"],
  [`SELECT '${"x".repeat(100_000)}'`, "SQLITE_TOOBIG"],
];

describe.each(await tiersHere())("in tier %i", (tier) => {
  const open = enginesOfFile(tier);

  test("SQL reaches no file, no setting and nothing of ours", async () => {
    const { query, rows } = await openWith(open, tables);
    for (const sql of refused) {
      const fault = await faultOf(query(sql)).catch(() => ({ name: `accepted: ${sql}` }));
      expect({ sql, ...fault }).toMatchObject({ sql, name: "SqlError" });
      expect(JSON.stringify(fault)).not.toMatch(/CREATE TRIGGER|json_object/);
    }
    expect(readdirSync(folder)).toEqual([]);
    // Nothing of it has blinded the ledger.
    expect((await query("UPDATE orders SET status = 'paid'")).changes).toHaveLength(1);
    expect(await rows("SELECT count(*) AS n FROM orders")).toEqual([{ n: 1 }]);
  });

  test("a trigger or view that names the ledger is of no use", async () => {
    const { query, rows } = await openWith(open, tables);
    await query("CREATE VIEW peek AS SELECT * FROM hookproof_ledger");
    expect(await faultOf(query("SELECT * FROM peek"))).toMatchObject({ name: "SqlError" });
    await query("CREATE TABLE bait(a)");
    await query("CREATE TRIGGER spy AFTER INSERT ON bait BEGIN DELETE FROM hookproof_ledger; END");
    expect(await faultOf(query("INSERT INTO bait VALUES (1)"))).toMatchObject({ name: "SqlError" });
    expect(await rows("SELECT * FROM bait")).toEqual([]);
    expect((await query("UPDATE orders SET status = 'paid'")).changes).toHaveLength(1);
  });

  test("a handler's trigger that ignores or fails cannot hide a change", async () => {
    const { query } = await openWith(open, tables);
    await query(
      "CREATE TRIGGER hide BEFORE UPDATE ON orders WHEN NEW.status = 'x' BEGIN SELECT RAISE(IGNORE); END",
    );
    expect((await query("UPDATE orders SET status = 'x'")).changes).toEqual([]);
    await query(
      "CREATE TRIGGER late AFTER UPDATE ON orders WHEN NEW.status = 'y' BEGIN SELECT RAISE(IGNORE); END",
    );
    expect((await query("UPDATE orders SET status = 'y'")).changes).toHaveLength(1);
    expect((await query("SELECT status FROM orders")).rows).toEqual([{ status: "y" }]);
  });

  test.each(tooMuch)("%.70s is too much", async (sql, code) => {
    const { query } = await openWith(open, tables);
    expect(await faultOf(query(sql))).toMatchObject({ name: "SqlError", code });
    expect((await query("SELECT count(*) AS n FROM orders")).rows).toEqual([{ n: 1 }]);
  });

  test("the database has a size, and what is above it is undone", async () => {
    const { engine, query } = await openWith(open, tables);
    await query("CREATE TABLE heap(b BLOB)");
    let fault: { code: unknown } | null = null;
    for (let round = 0; round < 30 && fault === null; round += 1) {
      fault = await query("INSERT INTO heap VALUES (zeroblob(400000))").then(
        () => null,
        (error) => error,
      );
    }
    expect(fault?.code).toBe("SQLITE_FULL");
    expect((await engine.view()).tables[1]?.totalRows).toBeLessThan(11);
  });

  test("a statement that never ends is killed within its limit, and what was committed stands", async () => {
    const engines = await Promise.all(Object.values(endless).map(() => openWith(open, tables)));
    const faults: Awaited<ReturnType<typeof faultOf>>[] = [];
    // One after the other: side by side on one processor none would get its second of it.
    for (const [index, sql] of Object.values(endless).entries()) {
      const before = performance.now();
      faults.push(await faultOf(engines[index]?.query(sql) ?? Promise.resolve()));
      expect(performance.now() - before).toBeLessThan(4_000);
    }
    expect(faults.map(({ name }) => name)).toEqual(faults.map(() => "EndlessQueryError"));
    for (const { engine, query } of engines) {
      expect((await query("UPDATE orders SET status = 'paid'")).changes).toHaveLength(1);
      expect((await engine.view()).tables.map(({ name, rows }) => [name, rows])).toEqual([
        ["orders", [["ord_1", "paid"]]],
      ]);
    }
  });

  test("a transaction dies with the statement that never ends in it", async () => {
    const { engine, query, rows } = await openWith(open, tables);
    await engine.begin();
    await query("UPDATE orders SET status = 'paid'");
    expect(await faultOf(query(endless.counting ?? ""))).toMatchObject({ name: "EndlessQueryError" });
    await engine.rollback();
    expect(await rows("SELECT status FROM orders")).toEqual([{ status: "pending" }]);
  });

  test("a table that cannot be looked at does not hide the others", async () => {
    const { engine, query } = await openWith(open, tables);
    await query("CREATE TABLE trap(a, b AS (json_extract(a, '$')) VIRTUAL)").catch(() => {});
    await query("INSERT INTO trap(a) VALUES ('no json')").catch(() => {});
    expect((await engine.view()).tables[0]).toMatchObject({ name: "orders", totalRows: 1 });
  });

  test("statements of one engine never hold up another engine", async () => {
    const [one, other] = [await openWith(open, tables), await openWith(open, tables)];
    const stuck = faultOf(one.query(endless.counting ?? ""));
    const first = await Promise.race([stuck.then(() => "stuck"), other.rows("SELECT 1").then(() => "other")]);
    expect(first).toBe("other");
    await stuck;
  });
});
