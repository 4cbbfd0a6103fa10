// The program of the SQL process: answers one request after another, and hands out each committed state as an image.
import { openGuestChannel } from "../../guest/channel.ts";
import { startLifeline } from "../../guest/lifeline.ts";
import { frame, type SqlAnswer, type SqlRequest, sendInParts } from "../wire.ts";
import { type GuestDatabase, openDatabase } from "./database.ts";
import { asStatementFault } from "./faults.ts";

function serve(): void {
  startLifeline();
  let database = openDatabase(null);
  let imageParts: Buffer[] = [];
  const channel = openGuestChannel(({ type, id, payload }) => {
    if (type === frame.request) {
      reply(id, answer(database, JSON.parse(payload.toString("utf8"))), database.takeImage());
      return;
    }
    if (type === frame.reset) return open(null);
    imageParts.push(Buffer.from(payload));
    if (type === frame.imagePart) return;
    open(Buffer.concat(imageParts));
    imageParts = [];
  });
  const open = (image: Uint8Array | null) => {
    database.close();
    database = openDatabase(image);
  };
  const reply = (id: number, result: SqlAnswer, image: Uint8Array | null) => {
    const { imagePart, imageEnd, answerPart, answerEnd } = frame;
    // The image goes first: whoever has the answer has what it committed.
    if (image !== null)
      sendInParts(image, (part, isLast) => channel.send(isLast ? imageEnd : imagePart, id, part));
    const text = Buffer.from(JSON.stringify(result));
    sendInParts(text, (part, isLast) => channel.send(isLast ? answerEnd : answerPart, id, part));
  };
  answer(database, { kind: "view" });
  channel.send(frame.ready, 0);
}

function answer(database: GuestDatabase, request: SqlRequest): SqlAnswer {
  const wasInTransaction = database.isInTransaction;
  try {
    return { ok: true, value: carryOut(database, request) };
  } catch (error) {
    const fault = asStatementFault(error);
    if (fault === null)
      return { ok: false, bug: error instanceof Error ? (error.stack ?? "") : String(error) };
    const lostTransaction = wasInTransaction && !database.isInTransaction;
    return { ok: false, fault: { code: fault.code, message: fault.message, lostTransaction } };
  }
}

function carryOut(database: GuestDatabase, request: SqlRequest): unknown {
  if (request.kind === "run") return database.run(request.statement);
  if (request.kind === "setUp") database.setUp(request.sql);
  else if (request.kind === "view") return database.view();
  else database[request.kind]();
  return null;
}

/** Uses what a session uses, so that the code cache holds it compiled. */
export async function warmUp(): Promise<void> {
  const database = openDatabase(null);
  const run = (sql: string, ...params: string[]) =>
    answer(database, { kind: "run", statement: { sql, params, unixMs: 0, seed: 1 } });
  answer(database, { kind: "setUp", sql: "CREATE TABLE warm(id TEXT PRIMARY KEY, at INTEGER)" });
  answer(database, { kind: "begin" });
  run("INSERT INTO warm VALUES (?, unixepoch()) RETURNING id", "a");
  answer(database, { kind: "commit" });
  run("INSERT INTO warm VALUES (?, 1)", "a");
  answer(database, { kind: "view" });
  openDatabase(database.takeImage());
}

if (process.argv[3] !== "make-cache") serve();
