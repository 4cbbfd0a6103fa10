// The module "shop" inside a receiver: what each function asks for, and how answers and errors come back.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../../server/sandbox/sandbox.ts";
import type { Sandbox, ServiceCall, ServiceReply } from "../../../server/sandbox/types.ts";
import { rawRequest, start } from "./support.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

/** Runs statements inside a handler that may use `say` to answer; gives the answer and the calls. */
async function run(body: string, answer?: (call: ServiceCall) => ServiceReply) {
  const { get, calls } = await start(
    sandbox,
    `import { carrier, db, mail, queue } from "shop";
export default async (request, response) => {
  const said = [];
  const say = (value) => said.push(value);
  const caught = async (work) => { try { await work(); } catch (error) { say({ name: error.name, message: error.message, code: error.code, isError: error instanceof Error, stack: error.stack }); } };
${body}
  response.end(JSON.stringify(said));
};`,
    answer === undefined ? {} : { answer },
  );
  const said: unknown[] = JSON.parse((await get("/")).text);
  return {
    said,
    calls,
    asked: calls.map(({ service, operation, args }) => [`${service}.${operation}`, args]),
  };
}

test("each function asks for what it says", async () => {
  const { asked, calls } = await run(`
  await db.query("SELECT ?", ["a", 1, null, true]);
  await db.query("SELECT 1");
  await carrier.ship("ord_1", { idempotencyKey: "key" });
  await carrier.ship("ord_2");
  await mail.send({ to: "a@b.c", subject: "Hello", text: "Text" }, { idempotencyKey: "mail-1" });
  await queue.add("ship", { orderId: "ord_1" }, { jobId: "job-1" });
  await queue.process("ship", async () => {});`);
  expect(asked).toEqual([
    ["db.query", { sql: "SELECT ?", params: ["a", 1, null, true] }],
    ["db.query", { sql: "SELECT 1" }],
    ["carrier.ship", { orderId: "ord_1", idempotencyKey: "key" }],
    ["carrier.ship", { orderId: "ord_2" }],
    ["mail.send", { to: "a@b.c", subject: "Hello", text: "Text", idempotencyKey: "mail-1" }],
    ["queue.add", { job: "ship", data: { orderId: "ord_1" }, jobId: "job-1" }],
    ["queue.process", { job: "ship" }],
  ]);
  expect(calls.map(({ source }) => source?.line)).toEqual([7, 8, 9, 10, 11, 12, 13]);
  expect(new Set(calls.map(({ streamId }) => streamId))).toEqual(new Set([1]));
});

test("a call is placed in the file that makes it, also after a pause and in a listener", async () => {
  const { receiver, calls } = await start(sandbox, {
    "handler.ts": `import { save } from "./save.ts";
export default (request: { on(name: string, listener: () => void): void; resume(): void }, response: { end(): void }) => {
  request.on("end", async () => {
    await new Promise(setImmediate);
    await save();
    response.end();
  });
  request.resume();
};`,
    "save.ts": `import { db } from "shop";

export async function save(): Promise<void> {
  await db.query("SELECT 1");
}`,
  });
  for (let n = 0; n < 2; n += 1) await receiver.request(rawRequest({ body: "x" })).finished;
  expect(calls).toMatchObject([
    { streamId: 1, source: { file: "save.ts", line: 4, column: 12 } },
    { streamId: 2, source: { file: "save.ts", line: 4, column: 12 } },
  ]);
});

test("an error of the shop is a real error at the line of the call", async () => {
  const { said } = await run(`  await caught(() => db.query("SELEC 1"));`, () => ({
    ok: false,
    error: { name: "SqlError", message: 'near "SELEC": syntax error', code: "SQLITE_ERROR" },
  }));
  expect(said).toMatchObject([
    { name: "SqlError", message: 'near "SELEC": syntax error', code: "SQLITE_ERROR", isError: true },
  ]);
  expect((said[0] as { stack: string }).stack).toMatch(
    /^SqlError: near "SELEC": syntax error\n[\s\S]*handler\.ts:6/,
  );
});

describe("a transaction", () => {
  test("commits on return, with every statement marked", async () => {
    const { asked, said } = await run(`
  say(await db.transaction(async (tx) => { await tx.query("A"); await tx.query("B", [1]); return "value"; }));
  await db.transaction(async () => {});`);
    expect(said).toEqual(["value"]);
    expect(asked).toEqual([
      ["db.begin", { txId: 1 }],
      ["db.query", { sql: "A", txId: 1 }],
      ["db.query", { sql: "B", params: [1], txId: 1 }],
      ["db.commit", { txId: 1 }],
      ["db.begin", { txId: 2 }],
      ["db.commit", { txId: 2 }],
    ]);
  });

  test("rolls back on throw and passes the error on", async () => {
    const { asked, said } = await run(
      `  await caught(() => db.transaction(async (tx) => { await tx.query("A"); throw new RangeError("no"); }));`,
    );
    expect(asked.map(([name]) => name)).toEqual(["db.begin", "db.query", "db.rollback"]);
    expect(said).toMatchObject([{ name: "RangeError", message: "no" }]);
  });

  test("refuses db.query inside instead of waiting for ever, also in what the function calls", async () => {
    const { asked, said } = await run(`
  const elsewhere = async () => { await null; await db.query("A"); };
  await caught(() => db.transaction(() => elsewhere()));
  await caught(() => db.transaction(() => db.transaction(async () => {})));
  await db.query("B");`);
    expect(said).toMatchObject([
      { code: "ERR_INSIDE_TRANSACTION", message: expect.stringContaining("tx.query") },
      { code: "ERR_INSIDE_TRANSACTION" },
    ]);
    expect(asked.map(([name]) => name)).toEqual([
      "db.begin",
      "db.rollback",
      "db.begin",
      "db.rollback",
      "db.query",
    ]);
  });

  test("refuses a statement after its end", async () => {
    const { said } = await run(`
  let kept;
  await db.transaction(async (tx) => { kept = tx; });
  await caught(() => kept.query("A"));`);
    expect(said).toMatchObject([{ code: "ERR_TRANSACTION_ENDED" }]);
  });
});

test("arguments that cannot be carried are refused with the place, not changed on the way", async () => {
  const { said, asked } = await run(`
  await caught(() => db.query("SELECT ?", [undefined]));
  await caught(() => db.query("SELECT ?, ?", [1, 2n]));
  await caught(() => db.query("SELECT ?", [NaN]));
  await caught(() => queue.add("job", "x".repeat(70_000)));
  const circle = {}; circle.circle = circle;
  await caught(() => queue.add("job", circle));`);
  expect(said).toMatchObject([
    { name: "TypeError", message: expect.stringContaining("parameter 1 is undefined") },
    { name: "TypeError", message: expect.stringContaining("parameter 2 is bigint") },
    { name: "TypeError", message: expect.stringContaining("parameter 1 is NaN") },
    { name: "RangeError", message: expect.stringContaining("64 KB") },
    { name: "TypeError", message: expect.stringContaining("circular") },
  ]);
  expect(asked).toEqual([]);
});

describe("a job", () => {
  const code = `import { carrier, queue } from "shop";
queue.process("ship", async (data) => { await carrier.ship(data.orderId); if (data.fails) throw new RangeError("not today"); });
export default () => {};`;

  test("runs its worker, and tells how it went", async () => {
    const { receiver, calls } = await start(sandbox, code);
    expect(await receiver.runJob("ship", "job-1", { orderId: "ord_1" })).toEqual({ ok: true, value: null });
    expect(await receiver.runJob("ship", "job-2", { orderId: "ord_2", fails: true })).toEqual({
      ok: false,
      error: { name: "RangeError", message: "not today" },
    });
    expect(await receiver.runJob("other", "job-3", null)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('"other"') },
    });
    expect(calls.map(({ service, operation }) => `${service}.${operation}`)).toEqual([
      "queue.process",
      "carrier.ship",
      "carrier.ship",
    ]);
  });

  test("is lost when the receiver dies in it", async () => {
    const { receiver } = await start(sandbox, code, { answer: () => new Promise(() => {}) });
    const running = receiver.runJob("ship", "job-1", { orderId: "ord_1" });
    await receiver.settle();
    await receiver.kill("crash-point");
    expect(await running).toMatchObject({ ok: false, error: { name: "ReceiverGone" } });
  });
});
