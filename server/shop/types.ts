// The world outside the receiver, as the rest of the server sees it.
import type { EntryOf, ShopService, SourcePlace } from "../contract/history.ts";
import type { ShopView } from "../contract/session.ts";

export type SqlValue = string | number | null;

/**
 * A SQLite database that lives in a process of its own, where hostile SQL reaches nothing and can be killed.
 * Calls are carried out one after another. After a kill the engine stands again on what was last committed.
 */
export interface SqlEngine {
  /**
   * Runs one statement: all of it or nothing. Rejects with SqlError for the learner's mistakes,
   * EndlessQueryError when its process had to be killed (an open transaction is lost with it).
   */
  run(statement: SqlStatement): Promise<SqlOutcome>;
  /** Opens a transaction; every `run` until `commit` or `rollback` belongs to it. */
  begin(): Promise<void>;
  /** Rejects with SqlError when a deferred constraint fails; the transaction is rolled back then. */
  commit(): Promise<void>;
  /** Does nothing when no transaction is open. */
  rollback(): Promise<void>;
  /** Runs trusted set-up SQL of a scenario (several statements). Its changes are no effects. */
  setUp(sql: string): Promise<void>;
  view(): Promise<ShopView>;
  close(): Promise<void>;
}

export interface SqlStatement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
  /** Virtual Unix milliseconds: what `datetime('now')` and its like see. */
  readonly unixMs: number;
}

export interface SqlOutcome {
  readonly rows: readonly Record<string, SqlValue>[];
  readonly changes: readonly RowChange[];
}

/** One row that a statement inserted, updated or deleted, observed by the engine and not told by the handler. */
export interface RowChange {
  readonly table: string;
  readonly change: "insert" | "update" | "delete";
  readonly before: Record<string, SqlValue> | null;
  readonly after: Record<string, SqlValue> | null;
}

/** Who made a call, for the ledger. */
export interface CallContext {
  readonly callId: string;
  readonly attemptId: string | null;
}

export type Effect = Pick<
  EntryOf<"effect">,
  "effect" | "subject" | "summary" | "orderId" | "attemptId" | "callId" | "repeat"
>;

export interface ShopCall extends CallContext {
  readonly service: ShopService;
  readonly operation: string;
  readonly args: unknown;
  readonly source?: SourcePlace;
}

export type ShopReply =
  | { readonly ok: true; readonly value: unknown; readonly summary: string }
  | {
      readonly ok: false;
      readonly error: { readonly name: string; readonly message: string; readonly code?: string };
      readonly summary: string;
      /** Set when the statement did not end and its process was killed: the receiver's run is over. */
      readonly fatal?: "endless-query";
    };

/** A queued job that is due; the world hands it to the receiver's worker and reports how it went. */
export interface DueJob {
  readonly jobId: string;
  readonly job: string;
  readonly data: unknown;
  /** 1 for the first run. */
  readonly run: number;
}

/** What became of a finished run. */
export type JobSettlement =
  | { readonly state: "done" }
  | { readonly state: "due-again"; readonly dueMs: number }
  /** It failed too often and is not run again. */
  | { readonly state: "parked" };

export interface Shop {
  /** One line for people about a call before it is answered, e.g. the SQL on one line. */
  describe(call: Pick<ShopCall, "service" | "operation" | "args">): string;
  /** Carries out a call. Never rejects for the learner's faults. */
  call(call: ShopCall): Promise<ShopReply>;
  /**
   * How many calls are open because another transaction has to end first. They can only be answered after a further
   * call, so whoever plays the world does not wait for them.
   */
  waitingCalls(): number;
  /** Whether a call made now would have to wait for another transaction to end. */
  wouldWait(call: Pick<ShopCall, "service" | "operation" | "args">): boolean;
  /** The receiver's process is gone: open transactions roll back, running jobs become due again. */
  receiverGone(): Promise<void>;
  /** Virtual ms at which the next queued job is due, or null. Only jobs with a registered worker count. */
  nextJobDueMs(): number | null;
  takeDueJob(): DueJob | null;
  /** A finished run: done, or failed and due again later with a growing pause; parked after the last try. */
  settleJob(jobId: string, result: { ok: boolean; message?: string }): JobSettlement;
  view(): Promise<ShopView>;
  close(): Promise<void>;
}

/** The machines that a receiver can ask for a page. */
export interface WebWorld {
  /** Where each name leads, one address after the other. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly machines: readonly WebMachine[];
}

export interface WebMachine {
  readonly address: string;
  /** What it is, for a machine that only the shop's own network reaches. */
  readonly inside?: string | undefined;
  /** By path: a text, or where it sends on. */
  readonly pages: Readonly<Record<string, string | { readonly to: string }>>;
}

export interface ShopOptions {
  readonly sql: SqlEngine;
  /** Trusted SQL that makes the scenario's tables and rows. */
  readonly setUpSql: string;
  /** Default: a web without a single machine. */
  readonly web?: WebWorld | undefined;
  /** Virtual Unix milliseconds of the history's start: the database's own clock follows it. */
  readonly epochMs: number;
  /** Virtual ms since the start of the history. */
  nowMs(): number;
  /** Called for every effect, in order, at the moment it becomes durable. */
  onEffect(effect: Effect): void;
  /** Hears of each call that begins to wait for a turn: see `Shop.waitingCalls`. */
  onWaiting(): void;
}
