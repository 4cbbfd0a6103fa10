// Opens shops on a real SQL engine for tests, with a clock that the test moves.
import { afterAll } from "vitest";
import { createSqlEngine } from "../../../server/sandbox/sql/sql-engine.ts";
import { createSqlProcesses } from "../../../server/sandbox/sql/sql-processes.ts";
import { createShop } from "../../../server/shop/shop.ts";
import type { Effect, Shop, ShopReply, WebWorld } from "../../../server/shop/types.ts";

export const epochMs = Date.UTC(2024, 1, 29);

const orders = `
  CREATE TABLE orders(id TEXT PRIMARY KEY, amount INTEGER, status TEXT, updated_at INTEGER);
  INSERT INTO orders VALUES ('ord_1042', 4900, 'pending', 0), ('ord_1043', 1999, 'pending', 0);`;

/** Shops of one test file; all of them end with the file. */
export function shopsOfFile() {
  const processes = createSqlProcesses(3);
  const opened: Shop[] = [];
  afterAll(async () => {
    await Promise.all(opened.map((shop) => shop.close()));
    await processes.close();
  });

  return (setUpSql = orders, web?: WebWorld) => {
    const effects: Effect[] = [];
    const clock = { nowMs: 0 };
    const heard = { waits: 0 };
    const shop = createShop({
      sql: createSqlEngine(processes),
      setUpSql,
      web,
      epochMs,
      nowMs: () => clock.nowMs,
      onEffect: (effect) => effects.push(effect),
      onWaiting: () => {
        heard.waits += 1;
      },
    });
    opened.push(shop);
    let calls = 0;
    const call = (name: string, args: unknown): Promise<ShopReply> => {
      const [service, operation = ""] = name.split(".");
      calls += 1;
      const asked = { service, operation, args, callId: `call_${calls}`, attemptId: "att_1" };
      return shop.call(asked as Parameters<Shop["call"]>[0]);
    };
    const query = (sql: string, params: unknown[] = [], txId?: number) =>
      call("db.query", { sql, params, ...(txId === undefined ? {} : { txId }) });
    return {
      shop,
      effects,
      clock,
      heard,
      call,
      query,
      subjects: () => effects.map(({ subject }) => subject),
    };
  };
}

/** The value of a granted call. */
export function grantedValue(reply: ShopReply): unknown {
  if (reply.ok) return reply.value;
  throw new Error(`The call was refused: ${reply.summary}`);
}

/** The error code of a refused call; null for a granted one. */
export const codeOf = (reply: ShopReply) => (reply.ok ? null : reply.error.code);
