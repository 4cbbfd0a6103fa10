// The shop's database as its callers see it: one writer at a time, and effects only of what is committed.
import type { ArgumentsOf, ReadCall } from "./call-arguments.ts";
import type { EffectLedger } from "./ledger.ts";
import { fromSqlFailure, granted, refused } from "./replies.ts";
import { rowEffects } from "./row-effects.ts";
import { EndlessQueryError, SqlError } from "./sql-errors.ts";
import { createTurns, type Turns } from "./turns.ts";
import type { CallContext, RowChange, ShopReply, SqlEngine, SqlOutcome } from "./types.ts";

type Query = ArgumentsOf<"db.query">;

interface Transaction {
  readonly txId: string;
  /** What the ledger learns at the commit. */
  readonly changes: { readonly rows: readonly RowChange[]; readonly cause: CallContext }[];
}

export interface DatabaseSeams {
  unixNowMs(): number;
  /** Hears of each call that begins to wait for its turn. */
  onWaiting(): void;
}

export class ShopDatabase {
  readonly #turns: Turns;
  readonly #sql: SqlEngine;
  readonly #ledger: EffectLedger;
  readonly #unixNowMs: () => number;
  /** While it is open it holds the turn. */
  #open: Transaction | null = null;
  /** Counts receivers: a call of an earlier one must not open a transaction. */
  #receiver = 0;

  constructor(sql: SqlEngine, ledger: EffectLedger, { unixNowMs, onWaiting }: DatabaseSeams) {
    this.#sql = sql;
    this.#ledger = ledger;
    this.#unixNowMs = unixNowMs;
    this.#turns = createTurns(onWaiting);
  }

  async query(asked: Query, cause: CallContext): Promise<ShopReply> {
    if (asked.txId === undefined) return this.#queryAlone(asked, cause);
    const open = this.#open;
    return open?.txId === asked.txId ? this.#queryInside(open, asked, cause) : over();
  }

  /** Waits until nothing else writes. */
  async begin(txId: string): Promise<ShopReply> {
    const caller = this.#receiver;
    if (!(await this.#turns.take())) return gone();
    try {
      await this.#sql.begin();
      if (caller === this.#receiver) {
        this.#open = { txId, changes: [] };
        return granted(null, "the transaction is open");
      }
      await this.#sql.rollback();
      this.#turns.release();
      return gone();
    } catch (error) {
      this.#turns.release();
      return fromSqlFailure(error);
    }
  }

  async commit(txId: string): Promise<ShopReply> {
    const open = this.#open;
    if (open?.txId !== txId) return over();
    return this.#end(async () => {
      await this.#sql.commit();
      for (const { rows, cause } of open.changes) this.#record(rows, cause);
      return granted(null, "committed");
    });
  }

  async rollback(txId: string): Promise<ShopReply> {
    if (this.#open?.txId !== txId) return granted(null, "it was over already");
    return this.#end(async () => {
      await this.#sql.rollback();
      return granted(null, "rolled back");
    });
  }

  /** Calls that only a further call can let on: those behind an open transaction. */
  get waitingCalls(): number {
    return this.#open === null ? 0 : this.#turns.waiting;
  }

  /** Only what belongs to the open transaction goes on; commits and rollbacks never wait. */
  wouldWait(call: ReadCall): boolean {
    if (this.#open === null) return false;
    return call.name === "db.begin" || (call.name === "db.query" && call.args.txId !== this.#open.txId);
  }

  /** Rolls an open transaction back and answers every waiting call; resolves when nothing is under way. */
  async receiverGone(): Promise<void> {
    this.#receiver += 1;
    this.#turns.dismiss();
    if (this.#open !== null) await this.rollback(this.#open.txId);
    await this.#turns.take();
    this.#turns.release();
  }

  async #queryAlone(asked: Query, cause: CallContext): Promise<ShopReply> {
    if (!(await this.#turns.take())) return gone();
    try {
      const outcome = await this.#run(asked);
      this.#record(outcome.changes, cause);
      return answer(outcome);
    } catch (error) {
      return fromSqlFailure(error);
    } finally {
      this.#turns.release();
    }
  }

  async #queryInside(open: Transaction, asked: Query, cause: CallContext): Promise<ShopReply> {
    try {
      const outcome = await this.#run(asked);
      open.changes.push({ rows: outcome.changes, cause });
      return answer(outcome);
    } catch (error) {
      const isLost =
        error instanceof EndlessQueryError || (error instanceof SqlError && error.lostTransaction);
      if (isLost) await this.rollback(open.txId);
      return fromSqlFailure(error);
    }
  }

  /** From here on the transaction is no longer the receiver's: its death cannot stop `work`. */
  async #end(work: () => Promise<ShopReply>): Promise<ShopReply> {
    this.#open = null;
    try {
      return await work();
    } catch (error) {
      return fromSqlFailure(error);
    } finally {
      this.#turns.release();
    }
  }

  #run({ sql, params }: Query): Promise<SqlOutcome> {
    return this.#sql.run({ sql, params, unixMs: this.#unixNowMs() });
  }

  #record(rows: readonly RowChange[], cause: CallContext): void {
    for (const effect of rowEffects(rows)) this.#ledger.record(effect, cause);
  }
}

const gone = () =>
  refused({
    name: "ReceiverGone",
    message: "The receiver that made this call is gone.",
    code: "RECEIVER_GONE",
  });

const over = () =>
  refused({
    name: "TransactionError",
    message: "This transaction is over: it was committed or rolled back. Open a new one.",
    code: "TRANSACTION_OVER",
  });

function answer({ rows, changes }: SqlOutcome): ShopReply {
  const parts = [
    ...(rows.length > 0 || changes.length === 0 ? [count(rows.length, "row")] : []),
    ...(changes.length > 0 ? [`${count(changes.length, "row")} changed`] : []),
  ];
  return granted(rows, parts.join(", "));
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
