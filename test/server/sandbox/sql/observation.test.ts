// The engine sees every changed row, whatever way a statement takes to change it, and nothing that was undone.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RowChange } from "../../../../server/shop/types.ts";
import { enginesOfFile, faultOf, openWith } from "./engines.ts";

const open = enginesOfFile();
const tables = `
  CREATE TABLE orders(id TEXT PRIMARY KEY, status TEXT);
  INSERT INTO orders VALUES ('ord_1', 'pending'), ('ord_2', 'pending');`;

const short = (changes: readonly RowChange[]) =>
  changes.map(({ table, change, before, after }) => [table, change, before, after]);

describe("row changes", () => {
  test("an update shows both sides, one for each row, in order", async () => {
    const { changes } = await openWith(open, tables);
    expect(short(await changes("UPDATE orders SET status = 'paid'"))).toEqual([
      ["orders", "update", { id: "ord_1", status: "pending" }, { id: "ord_1", status: "paid" }],
      ["orders", "update", { id: "ord_2", status: "pending" }, { id: "ord_2", status: "paid" }],
    ]);
  });

  test("an update to the same values is no change, and one of letter case is", async () => {
    const { changes, query } = await openWith(open, tables);
    expect(await changes("UPDATE orders SET status = 'pending'")).toEqual([]);
    await query("CREATE TABLE names(name TEXT COLLATE NOCASE)");
    await query("INSERT INTO names VALUES ('ada')");
    expect(await changes("UPDATE names SET name = 'Ada'")).toHaveLength(1);
  });

  test("REPLACE, upsert, cascades, triggers and DELETE without WHERE are all seen", async () => {
    const { changes, query } = await openWith(open, tables);
    await query(
      "CREATE TABLE items(id INTEGER PRIMARY KEY, order_id REFERENCES orders(id) ON DELETE CASCADE)",
    );
    await query("INSERT INTO items VALUES (7, 'ord_2')");
    const kinds = async (sql: string) =>
      (await changes(sql)).map(({ table, change }) => `${change} ${table}`);
    expect(await kinds("REPLACE INTO orders VALUES ('ord_1', 'x')")).toEqual([
      "delete orders",
      "insert orders",
    ]);
    expect(
      await kinds("INSERT INTO orders VALUES ('ord_1', 'y') ON CONFLICT DO UPDATE SET status = 'z'"),
    ).toEqual(["update orders"]);
    expect((await kinds("DELETE FROM orders WHERE id = 'ord_2'")).sort()).toEqual([
      "delete items",
      "delete orders",
    ]);
    await query("CREATE TRIGGER echo AFTER DELETE ON orders BEGIN INSERT INTO items VALUES (8, NULL); END");
    expect(await kinds("DELETE FROM orders")).toEqual(["delete orders", "insert items"]);
  });

  test("tables that the handler makes, alters, renames, fills while making and drops are watched too", async () => {
    const { changes, query } = await openWith(open, tables);
    expect(short(await changes("CREATE TABLE copy AS SELECT * FROM orders WHERE id = 'ord_1'"))).toEqual([
      ["copy", "insert", null, { id: "ord_1", status: "pending" }],
    ]);
    await query("ALTER TABLE copy ADD COLUMN note DEFAULT 'n'");
    await query("ALTER TABLE copy RENAME TO twin");
    expect(short(await changes("UPDATE twin SET note = 'm'"))).toEqual([
      [
        "twin",
        "update",
        { id: "ord_1", status: "pending", note: "n" },
        { id: "ord_1", status: "pending", note: "m" },
      ],
    ]);
    expect(await changes("ALTER TABLE twin DROP COLUMN note")).toEqual([]);
    expect(short(await changes("DROP TABLE twin"))).toEqual([
      ["twin", "delete", { id: "ord_1", status: "pending" }, null],
    ]);
    expect(await changes("CREATE TABLE IF NOT EXISTS orders(id)")).toEqual([]);
  });

  test("a statement that was undone leaves no change to the next one", async () => {
    const { changes, query } = await openWith(open, tables);
    await faultOf(query("INSERT OR FAIL INTO orders VALUES ('new', 'x'), ('ord_1', 'x')"));
    expect(await changes("SELECT 1")).toEqual([]);
    expect(await changes("UPDATE orders SET status = 'paid' WHERE id = 'ord_1'")).toHaveLength(1);
  });

  test("a table that could not be made is new again the next time", async () => {
    const { changes, query } = await openWith(open, tables);
    const many =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) SELECT i FROM n";
    expect((await faultOf(query(`CREATE TABLE made AS ${many}`))).code).toBe("SQLITE_FULL");
    expect(await changes("CREATE TABLE made AS SELECT 1 AS i")).toHaveLength(1);
    expect(await changes("DELETE FROM made")).toHaveLength(1);
  });

  test("blobs and quotes in names and values survive", async () => {
    const { changes, query } = await openWith(open, tables);
    await query(`CREATE TABLE "we'ird ""t"(" a'b" TEXT, bytes BLOB)`);
    expect(short(await changes(`INSERT INTO "we'ird ""t" VALUES (?, x'00ff')`, `it's "q"`))).toEqual([
      [`we'ird "t`, "insert", null, { " a'b": `it's "q"`, bytes: "X'00FF'" }],
    ]);
  });
});

const id = fc.constantFrom("'a'", "'b'", "'c'", "'d'");
const value = fc.constantFrom("1", "2", "'x'", "NULL");
const statement = fc.oneof(
  fc.tuple(id, value).map(([key, to]) => `INSERT INTO t VALUES (${key}, ${to}, 0)`),
  fc.tuple(id, value).map(([key, to]) => `INSERT OR REPLACE INTO t VALUES (${key}, ${to}, 1)`),
  fc.tuple(id, value).map(([key, to]) => `INSERT OR FAIL INTO t VALUES ('z', 0, 0), (${key}, ${to}, 0)`),
  fc
    .tuple(id, value)
    .map(([key, to]) => `INSERT INTO t VALUES (${key}, 0, 0) ON CONFLICT DO UPDATE SET v = ${to}`),
  fc.tuple(id, value).map(([key, to]) => `UPDATE t SET v = ${to} WHERE id > ${key}`),
  fc.tuple(id, id).map(([from, to]) => `UPDATE OR REPLACE t SET id = ${to} WHERE id = ${from}`),
  id.map((key) => `DELETE FROM t WHERE id <= ${key}`),
  fc.constant("DELETE FROM t"),
);
const step = fc.oneof({ weight: 8, arbitrary: statement }, fc.constantFrom("BEGIN", "COMMIT", "ROLLBACK"));

test("the changes of all committed statements, carried out on paper, give the table", async () => {
  const { engine, query, rows } = await openWith(open, "CREATE TABLE t(id TEXT PRIMARY KEY, v, n)");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      await query("DELETE FROM t");
      let paper: Paper = new Map();
      let draft: Paper | null = null;
      for (const sql of steps) {
        if (sql === "BEGIN") {
          if (draft === null) await engine.begin();
          draft ??= new Map(paper);
        } else if (sql === "COMMIT" || sql === "ROLLBACK") {
          await engine[sql === "COMMIT" ? "commit" : "rollback"]().catch(() => {});
          if (sql === "COMMIT") paper = draft ?? paper;
          draft = null;
        } else {
          const changes = await query(sql).then(
            (outcome) => outcome.changes,
            () => [],
          );
          for (const change of changes) note(draft ?? paper, change);
        }
      }
      await engine.rollback();
      expect(new Map((await rows("SELECT * FROM t")).map((row) => [row.id, row]))).toEqual(paper);
    }),
    { seed: 4, numRuns: 60 },
  );
});

type Paper = Map<unknown, RowChange["after"]>;

/** Fails when the change does not start from what is on the paper. */
function note(paper: Paper, { before, after }: RowChange): void {
  if (before !== null) {
    expect(paper.get(before.id)).toEqual(before);
    paper.delete(before.id);
  }
  if (after !== null) {
    expect(paper.has(after.id)).toBe(false);
    paper.set(after.id, after);
  }
}
