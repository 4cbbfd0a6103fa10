// The shop's SQL engine: statements go to an isolated process, and outlive its death by the last committed image.
import type { z } from "zod";
import type { ShopView } from "../../contract/session.ts";
import { EndlessQueryError, SqlError } from "../../shop/sql-errors.ts";
import type { SqlEngine, SqlOutcome, SqlStatement } from "../../shop/types.ts";
import { Nothing, Outcome, Tables } from "./answers.ts";
import { type SqlProcess, SqlProcessLost } from "./sql-process.ts";
import type { SqlProcesses } from "./sql-processes.ts";
import type { SqlRequest } from "./wire.ts";

/**
 * Opens an empty database. It lives in the memory of its process, which has no file; every commit hands its image out,
 * and a process that had to be killed is followed by one that starts from the last image.
 */
export function createSqlEngine(processes: SqlProcesses): SqlEngine {
  return new IsolatedSqlEngine(processes);
}

class IsolatedSqlEngine implements SqlEngine {
  readonly #processes: SqlProcesses;
  #process: SqlProcess | null = null;
  #image: Uint8Array | null = null;
  #isInTransaction = false;
  #isClosed = false;
  #statements = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(processes: SqlProcesses) {
    this.#processes = processes;
  }

  run({ sql, params, unixMs }: SqlStatement): Promise<SqlOutcome> {
    this.#statements += 1;
    return this.#ask({ kind: "run", statement: { sql, params, unixMs, seed: this.#statements } }, Outcome);
  }

  async begin(): Promise<void> {
    await this.#ask({ kind: "begin" }, Nothing);
    this.#isInTransaction = true;
  }

  commit(): Promise<void> {
    return this.#endTransaction("commit");
  }

  rollback(): Promise<void> {
    return this.#endTransaction("rollback");
  }

  async setUp(sql: string): Promise<void> {
    await this.#ask({ kind: "setUp", sql }, Nothing);
  }

  async view(): Promise<ShopView> {
    return { tables: await this.#ask({ kind: "view" }, Tables) };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#process !== null) await this.#processes.giveBack(this.#process);
  }

  async #endTransaction(kind: "commit" | "rollback"): Promise<void> {
    try {
      await this.#ask({ kind }, Nothing);
    } finally {
      this.#isInTransaction = false;
    }
  }

  /** One request at a time, in the order of the calls. */
  #ask<Value>(request: SqlRequest, shape: z.ZodType<Value>): Promise<Value> {
    const turn = this.#last.then(() => this.#askNow(request, shape));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #askNow<Value>(request: SqlRequest, shape: z.ZodType<Value>): Promise<Value> {
    try {
      if (this.#isClosed) throw closed();
      const process = await this.#standingProcess();
      const { answer, image } = await process.ask(request);
      this.#image = image ?? this.#image;
      if (answer.ok) return shape.parse(answer.value);
      if ("bug" in answer) throw new Error(`The SQL process failed: ${answer.bug}`);
      throw new SqlError(answer.fault);
    } catch (error) {
      if (!(error instanceof SqlProcessLost)) throw error;
      if (this.#isClosed) throw closed();
      this.#process = null;
      this.#isInTransaction = false;
      throw new EndlessQueryError(error.message);
    }
  }

  async #standingProcess(): Promise<SqlProcess> {
    if (this.#process !== null && !this.#process.isLost) return this.#process;
    // A transaction died with its process: nothing of it may run on, as if it were a statement of its own.
    if (this.#isInTransaction) throw new SqlProcessLost("The database's process ended during a transaction.");
    this.#process = await this.#processes.take();
    if (this.#isClosed) this.#process.kill();
    if (this.#image !== null) this.#process.restore(this.#image);
    return this.#process;
  }
}

/** Whoever still asks gets an answer: closing a session ends its statements, and is no fault of anyone. */
const closed = () =>
  new SqlError({ code: "DATABASE_CLOSED", message: "The shop is closed.", lostTransaction: true });
