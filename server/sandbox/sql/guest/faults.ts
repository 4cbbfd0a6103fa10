// The learner's faults in SQL, named by SQLite's own result codes.

/** A fault of the statement; everything else that is thrown in this process is a fault of ours. */
export class StatementFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Result codes of https://www.sqlite.org/rescode.html that a statement can meet. */
const codeNames: Readonly<Record<number, string>> = {
  1: "SQLITE_ERROR",
  4: "SQLITE_ABORT",
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  7: "SQLITE_NOMEM",
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  18: "SQLITE_TOOBIG",
  19: "SQLITE_CONSTRAINT",
  20: "SQLITE_MISMATCH",
  21: "SQLITE_MISUSE",
  23: "SQLITE_AUTH",
  25: "SQLITE_RANGE",
  275: "SQLITE_CONSTRAINT_CHECK",
  787: "SQLITE_CONSTRAINT_FOREIGNKEY",
  1299: "SQLITE_CONSTRAINT_NOTNULL",
  1555: "SQLITE_CONSTRAINT_PRIMARYKEY",
  1811: "SQLITE_CONSTRAINT_TRIGGER",
  2067: "SQLITE_CONSTRAINT_UNIQUE",
  2579: "SQLITE_CONSTRAINT_ROWID",
  3091: "SQLITE_CONSTRAINT_DATATYPE",
};

const remedies: Readonly<Record<string, string>> = {
  SQLITE_FULL: "The shop's database holds at most 4 MB. Delete rows that are not needed.",
  SQLITE_TOOBIG: "A text, a row or a statement is limited to 1 MB.",
};

/** Turns what node:sqlite throws into a fault of the statement, or null when it is none. */
export function asStatementFault(error: unknown): StatementFault | null {
  if (error instanceof StatementFault) return error;
  if (!isSqliteError(error)) return null;
  const code = codeNames[error.errcode] ?? codeNames[error.errcode & 0xff] ?? "SQLITE_ERROR";
  const remedy = remedies[code];
  return new StatementFault(code, remedy ? `${error.message}. ${remedy}` : error.message);
}

function isSqliteError(error: unknown): error is Error & { errcode: number } {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number";
}
