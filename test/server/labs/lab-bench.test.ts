// Labs on the real engine: what counts as an attack, what does not, and what a repair has to bear.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LabUnit } from "../../../content/schema/lab-unit.ts";
import type { Cell } from "../../../server/cli/cell.ts";
import { Attack } from "../../../server/contract/labs.ts";
import type { ProofEvent } from "../../../server/contract/proof.ts";
import type { SessionAction } from "../../../server/contract/session.ts";
import { createLabBench } from "../../../server/labs/lab-bench.ts";
import { sampled, testInWhole } from "../../parts.ts";
import { lab, openRealCell, withHandler } from "./real-labs.ts";

const race = lab("the-race");
let cell: Cell;
beforeAll(async () => {
  cell = await openRealCell();
});
afterAll(() => cell.close());

const benchOf = (unit: LabUnit) => createLabBench({ units: [unit], prover: cell.parts, prove: cell.prove });
const judge = (attack: unknown, unit = race) => benchOf(unit).judge(unit.lab.id, Attack.parse(attack));
const requests = (...actions: SessionAction[]) => ({ by: "requests", actions });
const script = (text: string) => ({ by: "script", text });
const schedule = (...actions: unknown[]) => ({ by: "schedule", actions });

const pay: SessionAction = { kind: "send-event", type: "payment.succeeded" };
const overlap: SessionAction = { kind: "attack", attack: "overlapping-duplicate" };

describe("an attack that counts", () => {
  test.each([
    ["requests", requests(overlap)],
    [
      "a script that overhears a request and sends it once more",
      script("const request = await attacker.overhear();\nawait attacker.send(request);"),
    ],
    [
      "a schedule that lets both copies look before either of them works",
      schedule(
        { do: "event", type: "payment.succeeded" },
        { do: "copy", of: 0 },
        { do: "call", actor: 1 },
        { do: "call", actor: 2 },
      ),
    ],
  ])("is made by %s", async (_way, attack) => {
    const report = await judge(attack);
    expect(report).toMatchObject({ counts: true, goals: ["two-parcels"], refusals: [] });
    expect(report.message).toContain("Receivers that are right bear the same attack.");
    expect(report.weak.broken.map(({ id }) => id)).toEqual(["effect-at-most-once"]);
    expect(report.solutions.map(({ broken }) => broken)).toEqual([[], [], []]);
    expect(report.entries.some(({ seq }) => seq === report.weak.broken[0]?.seq)).toBe(true);
  });
});

describe("an attack that does not count", () => {
  test("is honest traffic", async () => {
    const report = await judge(requests(pay, { kind: "attack", attack: "duplicate" }));
    expect(report).toMatchObject({ counts: false, goals: [], solutions: [] });
    expect(report.message).toContain("bore all of it");
  });

  test("is junk", async () => {
    const junk: SessionAction = { kind: "compose", headers: [], bodyBase64: btoa("junk"), sign: false };
    expect(await judge(requests(junk, { ...junk, method: "DELETE", path: "/" }))).toMatchObject({
      counts: false,
      goals: [],
    });
  });

  test("breaks those that are right as well", async () => {
    const solutions = [{ handler: "looks-first", tradeOff: "It is none." }];
    const report = await judge(requests(overlap), { ...race, lab: { ...race.lab, solutions } });
    expect(report).toMatchObject({ counts: false, goals: ["two-parcels"] });
    expect(report.message).toContain("one that is right as well");
  });

  test("that ends in silence is judged by what never happened", async () => {
    const lostByPower = lab("yes-too-early");
    const { message } = await judge(requests(pay, { kind: "restart" }), lostByPower);
    expect(message).not.toContain("bore all of it");
  });

  test("asks for what cannot be done, and is told which step it was", async () => {
    const report = await judge(requests(pay, { kind: "redeliver", deliveryId: "dlv_none" }));
    expect(report.refusals).toEqual([
      "Step 2: The provider has no delivery called dlv_none to deliver again.",
    ]);
  });
});

describe("a script", () => {
  const refusalsOf = async (text: string) => (await judge(script(text))).refusals.join("\n");

  test("gets answers, signs with what it guesses, lets time pass and cuts the power", async () => {
    const refusals = await refusalsOf(`
      const request = await attacker.capture("payment.refunded", { orderId: "ord_1043", encoding: "compact" });
      const accepted = await attacker.send(request);
      const headers = await attacker.sign(request.body, "undefined");
      const forged = await attacker.send({ headers, body: request.body });
      const before = Date.now();
      await attacker.wait(600_000);
      const passed = Date.now() - before;
      await attacker.restart();
      await attacker.outage(1_000);
      const down = await attacker.send(request);
      await attacker.wait(2_000);
      const [late] = await attacker.use("replay-attack");
      throw new Error([request.body.includes('"orderId":"ord_1043"'), accepted.status, forged.status, passed, down.failure, late.status, late.failure].join(" "));`);
    expect(refusals).toContain("true 200 401 600000 connection-refused 401");
  });

  test("sends two requests at the same moment when it does not wait in between", async () => {
    const report = await judge(
      script(`const request = await attacker.capture();
        await Promise.all([attacker.send(request), attacker.send(request)]);`),
    );
    const starts = report.entries.filter(
      (entry) => entry.kind === "attempt-started" && entry.trigger === "composer",
    );
    expect(starts.map(({ atMs }) => atMs)).toEqual([starts[0]?.atMs, starts[0]?.atMs]);
  });

  const beginnings = [
    'import { attacker as eve, type AttackRequest } from "attacker"; const attacker = eve;',
    'import { attacker } from "attacker";',
    "import { attacker } from './attacker.ts'",
    'import type { AttackRequest } from "attacker";',
    "",
  ];
  test.each(sampled(beginnings))("finds `attacker` when it begins with %j", async (line) => {
    const text = `${line}\nconst request = await attacker.capture();\nawait attacker.send({ ...request });`;
    expect(await refusalsOf(text)).toBe("");
  });

  test("that fails is told by its message and its own lines, and by nothing of ours", async () => {
    expect(await refusalsOf('\n\nthrow new TypeError("Not so.");')).toMatch(
      /^The script failed: TypeError: Not so\.\n {2}at \S*attack\.ts:3:7\S*$/,
    );
    expect(await refusalsOf("const attacker = 1;")).toBe(
      "The script failed: SyntaxError: Identifier 'attacker' has already been declared",
    );
  });

  test.each([
    ["throws", 'throw new Error("It was not vulnerable.");', "It was not vulnerable."],
    ["cannot be compiled", "const = 1;", "The script"],
    ["names the line that failed", "\n\nawait attacker.use('nothing');", "attack.ts:3"],
    ["waits for ever", "await new Promise(() => {});", "waits for something that never comes"],
    ["never stops calling", "for (;;) await attacker.wait(1);", "at most 500 calls"],
    ["loops", "for (;;);", "ended before its time"],
    ["wants a shop", 'import { db } from "shop"; await db.query("SELECT 1");', "An attacker has no shop"],
    ["sends nonsense", "await attacker.send({});", "headers"],
  ])("that %s says so", async (_what, text, told) => {
    expect(await refusalsOf(text)).toContain(told);
  });
});

describe("a schedule made by hand", () => {
  const play = (actions: unknown[], submission?: { files: Record<string, string> }) =>
    benchOf(race).play("the-race", { actions: actions as never, ...(submission && { submission }) });

  test("shows whose call could come next, with its line", async () => {
    const played = await play([
      { do: "event", type: "payment.succeeded" },
      { do: "copy", of: 0 },
    ]);
    expect(played).toMatchObject({ attempts: 2, events: 1, broken: [], isInfeasible: false });
    expect(played.waiting.map(({ actor, summary }) => [actor, summary])).toEqual([
      [1, "SELECT id FROM done_events WHERE id = ?"],
      [2, "SELECT id FROM done_events WHERE id = ?"],
    ]);
    expect(played.waiting[0]?.source).toMatchObject({ file: "handler.ts", line: 15 });
  });

  test("says when nobody makes the call that it orders", async () => {
    expect(await play([{ do: "call", actor: 7 }])).toMatchObject({ isInfeasible: true });
  });

  test("is played on other code, and says why that does not start", async () => {
    const played = await play([], { files: { "handler.ts": "nonsense(" } });
    expect(played.problem?.stage).toBe("compile");
  });
});

describe("a hunt", () => {
  const hunt = (attack: unknown) => benchOf(race).hunt("the-race", Attack.parse(attack));

  test("is won by the attack of the lab", async () => {
    expect(await hunt(race.lab.hunt?.attack)).toMatchObject({ counts: true, wronged: [] });
  });

  testInWhole("is not won while a wrong receiver gets by", async () => {
    const report = await hunt(requests(overlap));
    expect(report.counts).toBe(false);
    expect(report.caught).toContain(true);
    expect(report.caught).toContain(false);
  });

  testInWhole("is not won by what nobody could bear", async () => {
    const solutions = [{ handler: "looks-first", tradeOff: "It is none." }];
    const unit = { ...race, lab: { ...race.lab, solutions } };
    const report = await benchOf(unit).hunt("the-race", Attack.parse(race.lab.hunt?.attack));
    expect(report).toMatchObject({ counts: false, wronged: ["looks-first"] });
    expect(report.caught).not.toContain(false);
  });
});

describe("a repair", () => {
  const own = Attack.parse(requests(overlap));
  const proveFix = async (files: Readonly<Record<string, string>>, unit = race) => {
    const events: ProofEvent[] = [];
    const request = { submission: { files: { ...files } }, scenario: "payments", seed: 1 };
    await benchOf(unit).fix(unit.lab.id, own)(
      { ...request, scheme: "standard-v1" },
      (event) => events.push(event),
      new AbortController().signal,
    );
    const stages = events.flatMap((event) =>
      event.type === "stage" && event.state !== "running" ? [`${event.stage} ${event.state}`] : [],
    );
    return { stages, events, end: events.at(-1) };
  };
  const filesOf = (unit: LabUnit, id: string) => unit.receivers[id] ?? {};

  test("is proved by the attack, by variants and by the bound", async () => {
    const { stages, end } = await proveFix(filesOf(race, "queue"));
    expect(stages).toEqual(["attack held", "variants held", "bound held"]);
    expect(end).toMatchObject({ type: "verdict", verdict: { verdict: "pass" } });
  });

  test("that is none still breaks by the attack itself, with the history that shows it", async () => {
    const weak = filesOf(race, "looks-first");
    const inComment = Object.values(filesOf(race, "queue")).join("\n").replaceAll("*/", "");
    const commented = { ...weak, "handler.ts": `${weak["handler.ts"]}\n/* ${inComment} */` };
    for (const files of [weak, commented]) {
      const { stages, events, end } = await proveFix(files);
      expect(stages).toEqual(["attack broken"]);
      expect(end).toMatchObject({ type: "stopped" });
      const shown = events.find((event) => event.type === "stage" && event.state === "broken");
      expect(shown).toMatchObject({ broken: [{ id: "effect-at-most-once" }] });
    }
  });

  test("made for the one event that was seen breaks by a variant", async () => {
    const seen = (await judge(requests(overlap))).entries.find(({ kind }) => kind === "event-created");
    const eventId = seen?.kind === "event-created" ? seen.eventId : "";
    const unit = withHandler(race, "looks-first", (text) =>
      text.replace(
        "carrier.ship(event.data.orderId)",
        `carrier.ship(event.data.orderId, event.id === "${eventId}" ? { idempotencyKey: "once" } : {})`,
      ),
    );
    expect((await proveFix(filesOf(unit, "looks-first"))).stages).toEqual(["attack held", "variants broken"]);
  });

  test.each([
    ["refuses everything", "(_request, response) => { response.statusCode = 401; response.end(); }"],
    ["does nothing", "(_request, response) => response.end()"],
  ])("that %s is none", async (_what, code) => {
    const { stages, end } = await proveFix({ "handler.ts": `export default ${code};` });
    expect(stages.at(-1)).toMatch(/ broken$/);
    expect(end).not.toMatchObject({ verdict: { verdict: "pass" } });
  });

  test("that does not start is told with its place", async () => {
    const { end } = await proveFix({ "handler.ts": "\nnonsense(" });
    expect(end).toMatchObject({ verdict: { verdict: "error", error: { fault: "start" } } });
  });
});
