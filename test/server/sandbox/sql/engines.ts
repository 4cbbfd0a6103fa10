// Opens SQL engines for tests, and closes everything that a test file opened.
import { afterAll } from "vitest";
import type { RunnableTier } from "../../../../server/sandbox/isolation/launch.ts";
import { detectTier } from "../../../../server/sandbox/isolation/tiers.ts";
import { createSqlEngine } from "../../../../server/sandbox/sql/sql-engine.ts";
import { createSqlProcesses, type SqlProcesses } from "../../../../server/sandbox/sql/sql-processes.ts";
import type { SqlEngine, SqlValue } from "../../../../server/shop/types.ts";
import { playedTiers } from "../../../parts.ts";

/** A moment in the past of every machine, so that the machine's own clock would be noticed. */
export const unixMs = Date.UTC(2024, 1, 29, 12, 30, 15, 250);

/** The tiers that hold on this machine, as far as they are played; the weaker one holds everywhere. */
export async function tiersHere(): Promise<RunnableTier[]> {
  const { tier } = await detectTier();
  return tier === 1 ? [...playedTiers] : [3];
}

/** Engines of one test file. Each opens an empty database; all of them end with the file. */
export function enginesOfFile(tier: RunnableTier = 3) {
  const processes: SqlProcesses = createSqlProcesses(tier);
  const opened: SqlEngine[] = [];
  afterAll(async () => {
    await Promise.all(opened.map((engine) => engine.close()));
    await processes.close();
  });
  return (): SqlEngine => {
    const engine = createSqlEngine(processes);
    opened.push(engine);
    return engine;
  };
}

/** `query` runs a statement at the fixed moment. */
export async function openWith(open: () => SqlEngine, setUp: string) {
  const engine = open();
  await engine.setUp(setUp);
  const query = (sql: string, ...params: SqlValue[]) => engine.run({ sql, params, unixMs });
  const rows = async (sql: string, ...params: SqlValue[]) => (await query(sql, ...params)).rows;
  const changes = async (sql: string, ...params: SqlValue[]) => (await query(sql, ...params)).changes;
  return { engine, query, rows, changes };
}

/** The fault that a promise ends with. */
export async function faultOf(promise: Promise<unknown>) {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error("The statement was expected to fail, and did not.");
  return { name: outcome.name, code: Reflect.get(outcome, "code"), message: outcome.message };
}
