// SQLite's own clock and chance, following the virtual clock: a history can be run again and gives the same.
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";
import { createRandom } from "../../../simulation/random.ts";

export interface Moment {
  readonly unixMs: number;
  /** A number of its own for each statement: what chance is drawn from. */
  readonly seed: number;
}

/** SQL function to the position of its time value, after https://www.sqlite.org/lang_datefunc.html. */
const timeFunctions = { date: 0, time: 0, datetime: 0, julianday: 0, unixepoch: 0, strftime: 1 } as const;

const keywordFunctions = {
  current_timestamp: "datetime",
  current_date: "date",
  current_time: "time",
} as const;

const MAX_RANDOM_BYTES = 1_000_000;

/** Replaces the functions in `db`; the returned function sets the moment that they see. */
export function installVirtualFunctions(db: DatabaseSync): (moment: Moment) => void {
  let unixMs = 0;
  let random = createRandom(0);

  for (const [name, position] of Object.entries(timeFunctions)) {
    const options = { varargs: true, useBigIntArguments: true };
    db.function(name, options, (...args) => original(name, withMoment(args, position, unixMs)));
  }
  for (const [name, meaning] of Object.entries(keywordFunctions)) {
    db.function(name, () => original(meaning, [toText(unixMs)]));
  }
  db.function("random", () => BigInt.asIntN(64, (BigInt(random.uint32()) << 32n) | BigInt(random.uint32())));
  db.function("randomblob", (length) => random.bytes(byteCount(length)));

  return (moment) => {
    unixMs = moment.unixMs;
    random = createRandom(moment.seed);
  };
}

/** SQLite's own functions, asked on a connection of their own that holds nothing. */
function original(name: string, args: readonly SQLInputValue[]): SQLInputValue {
  plain ??= new DatabaseSync(":memory:");
  const sql = `SELECT ${name}(${args.map(() => "?").join(", ")}) AS value`;
  const statement = statements.get(sql) ?? plain.prepare(sql, { readBigInts: true });
  statements.set(sql, statement);
  return statement.get(...args)?.value ?? null;
}

let plain: DatabaseSync | null = null;
const statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();

/** Puts the virtual time where SQLite would ask the machine: for "now", for no time at all, and for a lone "subsec". */
function withMoment(args: readonly SQLOutputValue[], position: number, unixMs: number): SQLInputValue[] {
  const value = args[position];
  const word = typeof value === "string" ? value.toLowerCase() : null;
  if (args.length < position) return [...args];
  if (args.length === position || word === "subsec" || word === "subsecond") {
    return [...args.slice(0, position), toText(unixMs), ...args.slice(position)];
  }
  return word === "now" ? args.with(position, toText(unixMs)) : [...args];
}

function toText(unixMs: number): string {
  return new Date(unixMs).toISOString().replace("T", " ").replace("Z", "");
}

function byteCount(length: SQLOutputValue): number {
  return Math.min(Math.max(Math.trunc(Number(length)) || 1, 1), MAX_RANDOM_BYTES);
}
