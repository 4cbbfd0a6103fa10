// Carrier, mail and queue, the reading of arguments, and the lines that people see.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeOf, grantedValue, shopsOfFile } from "./shops.ts";

const openShop = shopsOfFile();

describe("the carrier", () => {
  test("ships as often as it is told to, also what the shop has never heard of", async () => {
    const { call, effects } = openShop();
    expect(grantedValue(await call("carrier.ship", { orderId: "ord_1042" }))).toEqual({
      id: "shp_1",
      orderId: "ord_1042",
    });
    await call("carrier.ship", { orderId: "ord_1042" });
    await call("carrier.ship", { orderId: "nobody's" });
    expect(effects.map(({ effect, subject, repeat, orderId }) => [effect, subject, repeat, orderId])).toEqual(
      [
        ["shipped", "ship:ord_1042", 0, "ord_1042"],
        ["shipped", "ship:ord_1042", 1, "ord_1042"],
        ["shipped", "ship:nobody's", 0, "nobody's"],
      ],
    );
  });

  test("gives the first shipment for a repeated key, and refuses a key for another order", async () => {
    const { call, subjects } = openShop();
    const ship = (orderId: string) => call("carrier.ship", { orderId, idempotencyKey: "evt_1" });
    expect(grantedValue(await ship("ord_1042"))).toEqual(grantedValue(await ship("ord_1042")));
    expect(codeOf(await ship("ord_1043"))).toBe("IDEMPOTENCY_KEY_REUSED");
    expect(subjects()).toEqual(["ship:ord_1042"]);
  });

  test("takes nothing back when a transaction rolls back", async () => {
    const { call, subjects } = openShop();
    await call("db.begin", { txId: 1 });
    await call("carrier.ship", { orderId: "ord_1042" });
    await call("db.rollback", { txId: 1 });
    expect(subjects()).toEqual(["ship:ord_1042"]);
  });
});

test("mail is sent once per key, and a key stands for one message", async () => {
  const { call, effects } = openShop();
  const send = (text: string, idempotencyKey?: string) =>
    call("mail.send", { to: "mira@example.com", subject: "Paid", text, idempotencyKey });
  await send("one");
  await send("one");
  expect(grantedValue(await send("two", "k"))).toEqual({ id: "mail_3" });
  expect(grantedValue(await send("two", "k"))).toEqual({ id: "mail_3" });
  expect(codeOf(await send("three", "k"))).toBe("IDEMPOTENCY_KEY_REUSED");
  const [first, second, other] = effects;
  expect(effects.map(({ repeat }) => repeat)).toEqual([0, 1, 0]);
  expect(first?.subject).toMatch(/^mail:mira@example\.com:Paid:/);
  expect([second?.subject, other?.subject === first?.subject]).toEqual([first?.subject, false]);
});

describe("the queue", () => {
  const add = (shop: ReturnType<typeof openShop>, jobId?: string) =>
    shop.call("queue.add", { job: "ship", data: { orderId: "ord_1042" }, jobId });

  test("holds its jobs until a worker is there, and ignores a repeated id", async () => {
    const one = openShop();
    expect(grantedValue(await add(one, "evt_1"))).toEqual({ jobId: "evt_1", added: true });
    expect(grantedValue(await add(one, "evt_1"))).toEqual({ jobId: "evt_1", added: false });
    expect([one.shop.nextJobDueMs(), one.shop.takeDueJob()]).toEqual([null, null]);
    await one.call("queue.process", { job: "ship" });
    expect(one.shop.nextJobDueMs()).toBe(0);
    expect(one.shop.takeDueJob()).toEqual({
      jobId: "evt_1",
      job: "ship",
      data: { orderId: "ord_1042" },
      run: 1,
    });
    expect(one.shop.takeDueJob()).toBeNull();
    expect(one.shop.settleJob("evt_1", { ok: true })).toEqual({ state: "done" });
    expect(one.effects.map(({ effect, subject, orderId }) => [effect, subject, orderId])).toEqual([
      ["queued", "job:evt_1", "ord_1042"],
      ["job-done", "job:evt_1", "ord_1042"],
    ]);
  });

  test("runs a failing job again after growing pauses, eight times in all", async () => {
    const one = openShop();
    await add(one, "evt_1");
    await one.call("queue.process", { job: "ship" });
    const pauses: number[] = [];
    let settled = null;
    for (;;) {
      const job = one.shop.takeDueJob();
      if (job === null) break;
      settled = one.shop.settleJob(job.jobId, { ok: false, message: "no" });
      if (settled.state !== "due-again") break;
      expect(one.shop.takeDueJob()).toBeNull();
      pauses.push(settled.dueMs - one.clock.nowMs);
      one.clock.nowMs = settled.dueMs;
    }
    expect(settled).toEqual({ state: "parked" });
    expect(pauses).toEqual([1_000, 5_000, 30_000, 300_000, 1_800_000, 1_800_000, 1_800_000]);
    expect(one.shop.nextJobDueMs()).toBeNull();
  });

  test("survives the receiver: its worker must come back, and a run under way has failed", async () => {
    const one = openShop();
    await add(one);
    await one.call("queue.process", { job: "ship" });
    one.shop.takeDueJob();
    await one.shop.receiverGone();
    expect(one.shop.nextJobDueMs()).toBeNull();
    await one.call("queue.process", { job: "ship" });
    expect(one.shop.nextJobDueMs()).toBe(1_000);
    one.clock.nowMs = 1_000;
    expect(one.shop.takeDueJob()).toMatchObject({ jobId: "job_1", run: 2 });
  });

  test("counts the same work without an id as a repetition", async () => {
    const one = openShop();
    await add(one);
    await add(one);
    expect(one.effects.map(({ repeat }) => repeat)).toEqual([0, 1]);
  });

  test("gives the job that is due first, and of several the one that was added first", async () => {
    const one = openShop();
    await one.call("queue.process", { job: "ship" });
    await add(one, "a");
    await add(one, "b");
    one.shop.takeDueJob();
    one.shop.settleJob("a", { ok: false });
    expect(one.shop.takeDueJob()?.jobId).toBe("b");
    one.clock.nowMs = 1_000;
    expect(one.shop.takeDueJob()?.jobId).toBe("a");
  });

  test("is full before it fills the server", async () => {
    const one = openShop();
    const data = "x".repeat(60_000);
    const codes = new Set<unknown>();
    for (let index = 0; index < 200; index += 1)
      codes.add(codeOf(await one.call("queue.add", { job: "j", data })));
    expect([...codes]).toEqual([null, "QUEUE_FULL"]);
  });
});

describe("arguments", () => {
  test.each([
    ["db.query", { sql: 1 }, "db.query: sql must be a string, and is a number."],
    ["db.query", {}, "db.query: sql must be a string, and is missing."],
    [
      "db.query",
      { sql: "SELECT ?", params: [1, {}] },
      "db.query: parameter 2 is an object; pass a string, a number, a boolean or null.",
    ],
    ["carrier.ship", { orderId: "" }, "carrier.ship: orderId must not be empty."],
    ["mail.send", { to: "a", subject: "b" }, "mail.send: text must be a string, and is missing."],
    ["queue.add", { job: "a", data: "x".repeat(70_000) }, "queue.add: data must have at most 64 KB as JSON."],
    ["web.get", { url: 1 }, "web.get: url must be a string, and is a number."],
    ["web.get", { url: "/", redirect: "no" }, 'web.get: redirect must be "follow" or "manual".'],
    ["carrier.steal", {}, "The shop has no carrier.steal."],
  ])("of %s that do not fit are named: %j", async (name, args, message) => {
    const { call } = openShop();
    expect(await call(name, args)).toMatchObject({
      ok: false,
      error: { message, code: "ERR_SHOP_ARGUMENT" },
    });
  });

  test("booleans are stored as 1 and 0", async () => {
    const { query } = openShop();
    expect(grantedValue(await query("SELECT ? AS a, ? AS b", [true, false]))).toEqual([{ a: 1, b: 0 }]);
  });

  test("whatever a handler sends is answered, described in one line, and never an exception", async () => {
    const { shop, call } = openShop();
    const names = [
      "db.query",
      "db.begin",
      "db.commit",
      "db.rollback",
      "carrier.ship",
      "mail.send",
      "queue.add",
      "web.resolve",
      "web.get",
    ];
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record({ sql: fc.jsonValue(), params: fc.jsonValue(), txId: fc.constantFrom(1, "a", null) }),
      fc.record({
        orderId: fc.string(),
        idempotencyKey: fc.jsonValue(),
        job: fc.string(),
        data: fc.jsonValue(),
      }),
      fc.record({ url: fc.oneof(fc.webUrl(), fc.string()), name: fc.string(), address: fc.string() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), anything, async (name, args) => {
        const [service = "", operation = ""] = name.split(".");
        const line = shop.describe({ service: service as "db", operation, args });
        expect(line).not.toMatch(/\n/);
        expect(line.length).toBeLessThanOrEqual(520);
        const reply = await call(name, args);
        expect(reply.summary).not.toBe("");
        await shop.receiverGone();
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test("a call is described as people would", async () => {
    const { shop } = openShop();
    const describe = (service: "db" | "carrier", operation: string, args: unknown) =>
      shop.describe({ service, operation, args });
    expect(describe("db", "query", { sql: "UPDATE orders\n   SET status = ?" })).toBe(
      "UPDATE orders SET status = ?",
    );
    expect(describe("carrier", "ship", { orderId: "ord_1", idempotencyKey: "evt_1" })).toBe(
      "ship ord_1 with key evt_1",
    );
    expect(describe("db", "query", null)).toBe("db.query with unusable arguments");
  });
});
