// Decides what a learner's statement may do, by SQLite's own authorizer, and notes what kind of statement it is.
import { constants, type DatabaseSync } from "node:sqlite";

/** Names that begin like this are ours: a statement can neither use nor make them. */
export const HIDDEN_PREFIX = "hookproof_";
export const HIDDEN_NAME_REFUSAL = `Names that begin with "${HIDDEN_PREFIX}" are kept for the shop: choose another one.`;

/** What the authorizer saw while a statement was compiled. */
export interface Seen {
  /** Why the statement was refused, as a sentence; null when it was not. */
  readonly refusal: string | null;
  readonly writes: boolean;
  readonly changesSchema: boolean;
  /** A change of the schema that leaves every table there is as it is. */
  readonly onlyAdds: boolean;
  readonly createdTables: readonly string[];
  readonly droppedTables: readonly string[];
}

export interface Gate {
  /** Lets our own statements pass while `work` runs. */
  trusted<Result>(work: () => Result): Result;
  /** Forgets the last statement; call it before a new one is compiled. */
  reset(): void;
  readonly seen: Seen;
}

const { SQLITE_OK, SQLITE_DENY } = constants;

const readActions = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
  constants.SQLITE_PRAGMA,
]);

const rowActions = new Set([constants.SQLITE_INSERT, constants.SQLITE_UPDATE, constants.SQLITE_DELETE]);

const schemaActions = new Set([
  constants.SQLITE_CREATE_TABLE,
  constants.SQLITE_CREATE_INDEX,
  constants.SQLITE_CREATE_TRIGGER,
  constants.SQLITE_CREATE_VIEW,
  constants.SQLITE_DROP_TABLE,
  constants.SQLITE_DROP_INDEX,
  constants.SQLITE_DROP_TRIGGER,
  constants.SQLITE_DROP_VIEW,
  constants.SQLITE_ALTER_TABLE,
  constants.SQLITE_REINDEX,
]);

const addingActions = new Set([
  constants.SQLITE_CREATE_TABLE,
  constants.SQLITE_CREATE_INDEX,
  constants.SQLITE_REINDEX,
]);

const safePragmas = new Set([
  "table_info",
  "table_xinfo",
  "index_list",
  "index_info",
  "index_xinfo",
  "foreign_key_list",
  "foreign_key_check",
]);

const unsafeFunctions = new Set(["load_extension", "fts3_tokenizer"]);

const useTransaction = "Transactions are opened with db.transaction(async (tx) => { … }), not with SQL.";
const noFiles = "ATTACH, DETACH and VACUUM are not available: the shop has this one database and no files.";
const noTemporary = "Temporary tables, views and triggers are not available: make ordinary ones.";

const reasons: Readonly<Record<number, string>> = {
  [constants.SQLITE_TRANSACTION]: useTransaction,
  [constants.SQLITE_SAVEPOINT]: useTransaction,
  [constants.SQLITE_ATTACH]: noFiles,
  [constants.SQLITE_DETACH]: noFiles,
  [constants.SQLITE_CREATE_TEMP_TABLE]: noTemporary,
  [constants.SQLITE_CREATE_TEMP_VIEW]: noTemporary,
  [constants.SQLITE_CREATE_TEMP_TRIGGER]: noTemporary,
  [constants.SQLITE_CREATE_TEMP_INDEX]: noTemporary,
  [constants.SQLITE_CREATE_VTABLE]: "Virtual tables are not available: use an ordinary table.",
};

type Action = readonly [
  code: number,
  arg1: string | null,
  arg2: string | null,
  database: string | null,
  source: string | null,
];

export function createGate(db: DatabaseSync): Gate {
  let isTrusted = false;
  let notes = newNotes();
  db.setAuthorizer((...action) => {
    if (isTrusted) return SQLITE_OK;
    note(notes, action);
    const refusal = refuse(notes, action);
    if (refusal === null) return SQLITE_OK;
    notes.refusal ??= refusal;
    return SQLITE_DENY;
  });
  return {
    trusted(work) {
      const before = isTrusted;
      isTrusted = true;
      try {
        return work();
      } finally {
        isTrusted = before;
      }
    },
    reset() {
      notes = newNotes();
    },
    get seen() {
      return notes;
    },
  };
}

const newNotes = () => ({
  refusal: null as string | null,
  writes: false,
  changesSchema: false,
  onlyAdds: true,
  createdTables: [] as string[],
  droppedTables: [] as string[],
  /** From here on SQLite itself reads and writes its lists of objects, also of temporary ones. */
  touchesTemporaryList: false,
});
type Notes = ReturnType<typeof newNotes>;

function note(notes: Notes, [code, arg1]: Action): void {
  if (!readActions.has(code)) notes.writes = true;
  if (!schemaActions.has(code)) return;
  notes.changesSchema = true;
  notes.onlyAdds &&= addingActions.has(code);
  if (code === constants.SQLITE_CREATE_TABLE && arg1 !== null) notes.createdTables.push(arg1);
  if (code === constants.SQLITE_DROP_TABLE && arg1 !== null) notes.droppedTables.push(arg1);
  if (code === constants.SQLITE_DROP_TABLE || code === constants.SQLITE_ALTER_TABLE) {
    notes.touchesTemporaryList = true;
  }
}

/** A sentence when the action is refused, else null. Whatever is not named here is refused. */
function refuse(notes: Notes, [code, arg1, arg2, database, source]: Action): string | null {
  if (isHidden(source)) return null;
  const isOwnBookkeeping =
    notes.touchesTemporaryList &&
    (arg1 === "sqlite_temp_master" || code === constants.SQLITE_DROP_TEMP_TRIGGER);
  if (isOwnBookkeeping) return null;
  const reason = reasons[code];
  if (reason !== undefined) return reason;
  if (isHidden(arg1) || isHidden(arg2)) return HIDDEN_NAME_REFUSAL;
  if (database === "temp" || arg1 === "dbstat") return noTemporary;
  if (code === constants.SQLITE_PRAGMA) {
    return safePragmas.has((arg1 ?? "").toLowerCase())
      ? null
      : `PRAGMA ${arg1} is not available. These are: ${[...safePragmas].join(", ")}.`;
  }
  if (code === constants.SQLITE_FUNCTION) {
    return unsafeFunctions.has((arg2 ?? "").toLowerCase())
      ? `The function ${arg2} is not available: the shop loads no extensions.`
      : null;
  }
  if (readActions.has(code) || rowActions.has(code) || schemaActions.has(code)) return null;
  return "This kind of statement is not available in the shop's database.";
}

export function isHidden(name: string | null): boolean {
  return name?.toLowerCase().startsWith(HIDDEN_PREFIX) ?? false;
}
