// How a statement can fail: by a mistake in it, or by not coming to an end.

/** The learner's mistake, under SQLite's own name for it, e.g. SQLITE_CONSTRAINT_UNIQUE. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  readonly code: string;
  /** The statement has rolled back the whole transaction that it was part of. */
  readonly lostTransaction: boolean;

  constructor(fault: { code: string; message: string; lostTransaction: boolean }) {
    super(fault.message);
    this.code = fault.code;
    this.lostTransaction = fault.lostTransaction;
  }
}

/** The statement's process had to be killed, or died: what was not committed is lost. */
export class EndlessQueryError extends Error {
  override readonly name = "EndlessQueryError";
}
