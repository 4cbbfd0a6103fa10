// Proofs from request to verdict: what is counted, told, confirmed, given up and started over.
import { beforeAll, describe, expect, it, test } from "vitest";
import { invariants, judgeAll } from "../../../content/schema/invariants/all.ts";
import { judgedWorld } from "../../../content/schema/invariants/judgement.ts";
import { observe } from "../../../content/schema/observation.ts";
import type { InvariantId } from "../../../server/contract/invariants.ts";
import type { ProofEvent, Verdict } from "../../../server/contract/proof.ts";
import type { Run } from "../../../server/exploration/run.ts";
import { search } from "../../../server/exploration/search.ts";
import { playSchedule, SCHEDULE_EPOCH_MS } from "../../../server/exploration/theatre.ts";
import { readToken } from "../../../server/exploration/token.ts";
import { invariantsFor } from "../../../server/grading/judging.ts";
import { createProver } from "../../../server/grading/prove.ts";
import { standardWebhooksProfile } from "../../../server/provider/profiles/standard-webhooks.ts";
import { createFakeSandbox, type FakeCode } from "../exploration/fake-receiver.ts";
import {
  brokenOf,
  counterexampleOf,
  files,
  houseOf,
  proofOf,
  prove,
  proveIn,
  request,
  type Told,
  timeless,
  told,
  verdictOn,
} from "./provers.ts";
import { careful, forgetful, hasty, idle, openShop, racing, scenario, telling } from "./shop.ts";

/** Every run of the same search, made without a prover. */
async function playAll(code: FakeCode): Promise<Run[]> {
  const runs: Run[] = [];
  const about = { files, scenario, schemeId: request.scheme, seed: request.seed };
  const setting = {
    ...about,
    ...{ openShop, profile: standardWebhooksProfile, sandbox: createFakeSandbox(code) },
  };
  await search({
    ...{ scenario, lanes: 1, reduces: true, isStopped: () => false },
    play: (schedule, policy) => playSchedule(setting, schedule, { policy }),
    onPlayed: (_family, _schedule, run) => runs.push(run),
  });
  return runs;
}

const done = (runs: readonly Run[]) => runs.flatMap(({ executed }) => executed);

describe("a verdict on code that holds", () => {
  let proof: Told;
  beforeAll(async () => {
    proof = await prove(careful, { seed: 3 });
  });

  it("passes, and says of each invariant in their order how often it was put to the test", () => {
    const { verdict } = proof;
    expect(verdict).toMatchObject({ verdict: "pass", scenario: "fake", scheme: "standard-v1", seed: 3 });
    expect(verdict.notes).toEqual([]);
    expect(verdict).not.toHaveProperty("error");
    expect(verdict.invariants.map(({ id }) => id)).toEqual(invariantsFor(scenario));
    expect(verdict.invariants.map(({ verdict: state, checked, broken }) => [state, checked, broken])).toEqual(
      [
        ["held", 32, 0],
        ["held", 8, 0],
        ["held", 7, 0],
        ["held", 3, 0],
        ["held", 43, 0],
        ["held", 74, 0],
        ["held", 40, 0],
        ["not-checked", 0, 0],
        ["held", 79, 0],
        ["held", 2, 0],
        ["held", 6, 0],
        ["held", 84, 0],
      ],
    );
  });

  it("gives what was put to the test last, and no advice", () => {
    expect(verdictOn("accepts-genuine", proof.verdict)).toEqual({
      ...{ id: "accepts-genuine", verdict: "held", checked: 32, broken: 0 },
      summary: "1 genuine delivery was accepted.",
    });
    expect(verdictOn("keeps-newest-state", proof.verdict)).toEqual({
      ...{ id: "keeps-newest-state", verdict: "not-checked", checked: 0, broken: 0 },
    });
    expect(told(proof, "history")).toEqual([]);
  });

  it("names every family in the order in which it was searched", () => {
    expect(proof.verdict.explored.families.map(({ id, schedules }) => [id, schedules])).toEqual([
      ["every-event", 8],
      ["forgeries", 4],
      ["replay-attacks", 3],
      ["bad-input", 2],
      ["duplicates", 1],
      ["overlaps", 4],
      ["crashes", 7],
      ["no-secret", 3],
      ["key-rotation", 7],
      ["encodings", 6],
      ["lost-replies", 2],
      ["shop-faults", 5],
      ["slow-calls", 7],
      ["order-of-events", 0],
      ["two-events", 6],
      ["late-redelivery", 1],
      ["outages", 3],
      ["overlap-and-crash", 15],
    ]);
    expect(proof.verdict.explored.complete).toBe(true);
    expect(proof.verdict.explored.families.every((family) => family.complete && !("note" in family))).toBe(
      true,
    );
  });

  it("counts what was played", async () => {
    const runs = await playAll(careful);
    const actions = done(runs);
    const kills = actions.filter(
      (action) => action.do === "crash" || ("fate" in action && action.fate?.startsWith("crash")),
    );
    const { explored } = proof.verdict;
    expect(explored).toMatchObject({
      schedules: runs.length,
      crashPoints: kills.length,
      forgeries: actions.filter((action) => action.do === "attack").length,
    });
    expect(explored.schedules).toBe(explored.families.reduce((sum, { schedules }) => sum + schedules, 0));
    expect(explored.durationMs).toBeGreaterThan(0);
    expect(explored.durationMs).toBeLessThan(20_000);
  });
});

describe("a verdict on code that does not hold", () => {
  let proof: Told;
  beforeAll(async () => {
    proof = await proofOf(racing);
  });

  it("fails, and says of what breaks what happened, why it matters and where to look for this kind of break", () => {
    expect(proof.verdict.verdict).toBe("fail");
    expect(brokenOf(proof.verdict).map(({ id }) => id)).toEqual(["effect-at-most-once"]);
    const { counterexample: _, ...one } = verdictOn("effect-at-most-once", proof.verdict);
    expect(one).toEqual({
      ...{ id: "effect-at-most-once", verdict: "broken", checked: 146, broken: 115 },
      summary: "It happened twice: ord_1.",
      why: invariants["effect-at-most-once"].why,
      look: "Look at the lines between the question whether the event is known and the note that it is: two copies at once both pass there; ask and note in one statement.",
    });
  });

  it("counts in how many schedules each invariant was tested and in how many it broke", async () => {
    const { orders } = scenario;
    const judged = (await playAll(racing)).map(({ history, secrets }) =>
      judgeAll(observe(history), judgedWorld({ orders, scheme: "standard-v1", secrets })),
    );
    const count = (id: InvariantId, states: readonly string[]) =>
      judged.filter((one) => states.includes(one[id].state)).length;
    expect(proof.verdict.invariants.map(({ id, checked, broken }) => [id, checked, broken])).toEqual(
      invariantsFor(scenario).map((id) => [id, count(id, ["held", "broken"]), count(id, ["broken"])]),
    );
  });

  it("looks where the invariant always looks when the judgement knows no other place", async () => {
    const { verdict } = await proofOf(hasty);
    expect(brokenOf(verdict).map(({ id, look }) => [id, look])).toEqual([
      ["effect-at-least-once", invariants["effect-at-least-once"].look],
      ["honest-status", invariants["honest-status"].look],
    ]);
  });

  it("shows the smallest timeline step by step, up to the one that breaks", () => {
    const { steps, seq } = counterexampleOf("effect-at-most-once", proof.verdict);
    const [{ entries = [] } = {}] = told(proof, "history");
    const eventId = entries.find(({ kind }) => kind === "event-created") as { eventId: string };
    const asked = `db.has {"key":"${eventId.eventId}"} → false`;
    expect(steps.map(({ atMs, actor, what }) => [atMs, actor, what])).toEqual([
      [0, "provider", "sends payment.succeeded for ord_1"],
      [0, "provider", "sends payment.succeeded for ord_1 again (attempt 2)"],
      [8, "shop", asked],
      [14, "shop", asked],
      [34, "shop", 'carrier.ship {"key":"ord_1"} → ord_1'],
      [54, "shop", 'carrier.ship {"key":"ord_1"} → ord_1, again'],
    ]);
    expect(entries[seq ?? -1]).toMatchObject({ kind: "effect", effect: "shipped", repeat: 1 });
  });

  it("tells the confirmed history of each counterexample under its token, once", async () => {
    const events = told(proof, "history");
    const { token } = counterexampleOf("effect-at-most-once", proof.verdict);
    const { schedule, ...about } = readToken(token);
    expect(about).toEqual({
      ...{ scenario: "fake", scheme: "standard-v1", seed: 1, invariant: "effect-at-most-once" },
    });
    const setting = { files, scenario, schemeId: request.scheme, seed: 1, profile: standardWebhooksProfile };
    const { history } = await playSchedule(
      { ...setting, openShop, sandbox: createFakeSandbox(racing) },
      schedule,
    );
    expect(events).toEqual([
      {
        ...{ type: "history", invariant: "effect-at-most-once", token },
        ...{ epochMs: SCHEDULE_EPOCH_MS, entries: history },
      },
    ]);
  });
});

describe("progress", () => {
  it("is told at the first schedule, at each that breaks something new, and every twentieth", async () => {
    const proof = await proofOf(forgetful);
    const replay = "refuses-replay-attack";
    const twice = "effect-at-most-once";
    const junk = "survives-bad-input";
    expect(
      told(proof, "progress").map(({ family, schedules, broken }) => [schedules, family, ...broken]),
    ).toEqual([
      [1, "every-event"],
      [10, "forgeries", twice],
      [13, "replay-attacks", replay, twice],
      [17, "bad-input", replay, twice, junk],
      [21, "overlaps", replay, twice, junk],
      [41, "encodings", replay, twice, junk],
      [61, "two-events", replay, twice, junk],
      [81, "overlap-and-crash", replay, twice, junk],
    ]);
  });
});

describe("the same seed", () => {
  it.each([["racing", racing] as const, ["hasty", hasty] as const])(
    "gives the same verdict on %s code byte for byte, whatever the number of lanes",
    async (_name, code) => {
      const proofs = [
        await proofOf(code),
        await proveIn(houseOf(code, { lanes: 2 })),
        await proveIn(houseOf(code, { lanes: 3 })),
      ];
      const [one, ...others] = proofs.map((proof) => JSON.stringify(timeless(proof.verdict)));
      for (const other of others) expect(other).toBe(one);
      const [first, ...further] = proofs.map((proof) => told(proof, "progress"));
      for (const progress of further) expect(progress).toEqual(first);
    },
  );

  it("is what another seed is not: other ids, the same breaks", async () => {
    const [one, other] = [await proofOf(racing), await prove(racing, { seed: 2 })];
    expect(brokenOf(other.verdict).map(({ id }) => id)).toEqual(["effect-at-most-once"]);
    expect(other.verdict.seed).toBe(2);
    expect(other.verdict.invariants).not.toEqual(one.verdict.invariants);
  });
});

describe("orders of independent calls", () => {
  it.each([
    ["are left out for code that keeps nothing in memory", "export default () => {};", 4],
    [
      "are all played for code that may keep something",
      "const seen = new Set(); export default (req) => { seen.add(req.url); };",
      6,
    ],
    ["are all played for code that does not compile", "const const", 6],
  ])("%s", async (_what, text, orders) => {
    const { verdict } = await prove(careful, { submission: { files: { "handler.ts": text } } });
    const overlaps = verdict.explored.families.find(({ id }) => id === "overlaps");
    expect(overlaps?.schedules).toBe(orders);
  });
});

describe("confirmation", () => {
  it("plays what breaks once in a fresh process, and everything else in warm ones", async () => {
    const house = houseOf(racing);
    const { verdict } = await proveIn(house);
    expect(house.cold.starts).toBe(1);
    expect(house.warm.map(({ sandbox }) => sandbox.starts >= verdict.explored.schedules)).toEqual([true]);
  });

  it("starts no fresh process for code that holds", async () => {
    const house = houseOf(careful, { lanes: 2 });
    await proveIn(house);
    expect(house.cold.starts).toBe(0);
    expect(house.warm.map(({ sandbox }) => sandbox.starts > 0)).toEqual([true, true]);
  });

  it("shows what the fresh process did", async () => {
    const house = houseOf(racing, { coldCode: telling(racing, "It is cold.") });
    const proof = await proveIn(house);
    const { steps } = counterexampleOf("effect-at-most-once", proof.verdict);
    expect(steps.filter(({ what }) => what === "writes to its log: It is cold.")).toHaveLength(2);
    expect(told(proof, "history")[0]?.entries.filter(({ kind }) => kind === "log")).toHaveLength(2);
  });

  it("gives no verdict when a break does not show again", async () => {
    const house = houseOf(racing, { coldCode: careful });
    const proof = await proveIn(house);
    expect(proof.verdict).toMatchObject({ verdict: "error", invariants: [], notes: [] });
    expect(proof.verdict.error).toEqual({
      fault: "ours",
      message:
        "A schedule that broke effect-at-most-once did not break it again in a fresh process, so there is no verdict. Does the handler use chance, such as Math.random, to decide what it does?",
    });
    expect(proof.verdict.explored).toMatchObject({ schedules: 186, complete: true });
    expect(told(proof, "history")).toEqual([]);
    expect(house.faults).toEqual([]);
    expect(house.warm.map(({ closes }) => closes)).toEqual([1]);
  });

  it("gives no verdict when one of several breaks does not show again, and names that one", async () => {
    const leaking = (code: FakeCode) => telling(code, ({ env }) => env.WEBHOOK_SECRET ?? "");
    const proof = await proveIn(houseOf(leaking(racing), { coldCode: leaking(careful) }));
    expect(told(proof, "history").map(({ invariant }) => invariant)).toEqual(["keeps-secrets"]);
    expect(proof.verdict.error).toMatchObject({
      message: expect.stringMatching(/^A schedule that broke effect-at-most-once did not break it again/),
    });
    expect(proof.verdict.invariants).toEqual([]);
  });
});

describe("what goes wrong", () => {
  const nothing = { schedules: 0, crashPoints: 0, forgeries: 0, complete: false, families: [] };
  const OURS =
    "Something went wrong in Hookproof itself, not in your code. Prove it again; if it happens again, please report it.";
  const boom = new Error("boom");
  const fails = () => {
    throw boom;
  };

  it("is the code's own when it does not start", async () => {
    const problem = { stage: "load", message: "It fell.", place: { file: "handler.ts", line: 3 } } as const;
    const house = houseOf(careful, { lanes: 2 });
    const { openWarm } = house.parts;
    const openRefusing = async () => {
      const opened = await openWarm();
      house.warm.at(-1)?.sandbox.refuseStarts(problem);
      return opened;
    };
    const { verdict } = await proveIn({ ...house, parts: { ...house.parts, openWarm: openRefusing } });
    expect(timeless(verdict)).toEqual({
      ...{ verdict: "error", scenario: "fake", scheme: "standard-v1", seed: 1, invariants: [], notes: [] },
      explored: { ...nothing, durationMs: 0 },
      error: { fault: "start", problem },
    });
    expect(verdict.explored.durationMs).toBeGreaterThan(0);
    expect(house.faults).toEqual([]);
    expect(house.warm.map(({ closes }) => closes)).toEqual([1, 1]);
  });

  it.each([
    ["a warm process that does not open", careful, { openWarm: async () => fails() }],
    ["a scenario that cannot be read", careful, { scenario: fails }],
    ["a fresh process in which nothing can be confirmed", racing, { cold: { openShop: fails } }],
  ])("is ours after %s", async (_what, code, parts) => {
    const sandbox = createFakeSandbox(code);
    const cold = { sandbox, openShop: () => openShop, ...("cold" in parts ? parts.cold : {}) };
    const house = houseOf(code, { ...parts, cold });
    const { verdict, events } = await proveIn(house);
    expect(verdict).toMatchObject({ verdict: "error", explored: nothing, invariants: [], notes: [] });
    expect(verdict.error).toEqual({ fault: "ours", message: OURS });
    expect(house.faults).toEqual([boom]);
    expect(events.filter(({ type }) => type === "verdict")).toHaveLength(1);
    for (const { closes } of house.warm) expect(closes).toBe(1);
  });

  it("leaves no warm process open when another one did not open", async () => {
    const house = houseOf(careful, { lanes: 3 });
    let asked = 0;
    const openWarm = () => {
      asked += 1;
      return asked === 2 ? Promise.reject(boom) : house.parts.openWarm();
    };
    const { verdict } = await proveIn({ ...house, parts: { ...house.parts, openWarm } });
    expect(verdict.error).toMatchObject({ fault: "ours" });
    expect(house.faults).toEqual([boom]);
    expect(house.warm.map(({ closes }) => closes)).toEqual([1, 1]);
  });

  it.each([
    ["a scenario that there is not", { scenario: "nowhere" }, 'There is no scenario "nowhere".'],
    ["something that is no token", { reproduce: "what" }, 'A token begins with "h1.". Copy it whole.'],
    [
      "a damaged token",
      { reproduce: "h1.AAAA" },
      "The token is damaged: a part of it is missing or was changed. Copy it whole.",
    ],
  ])("is the request's when it asks for %s", async (_what, asked, message) => {
    const house = houseOf(careful);
    const { verdict } = await proveIn(house, asked);
    expect(verdict).toMatchObject({ verdict: "error", explored: nothing, invariants: [] });
    expect(verdict.error).toEqual({ fault: "request", message });
    expect(house.faults).toEqual([]);
    expect([house.warm.length, house.cold.starts]).toEqual([0, 0]);
  });
});

describe("a proof that is stopped", () => {
  const stop = async (lanes: number, isTime: (event: ProofEvent) => boolean) => {
    const house = houseOf(forgetful, { lanes });
    const controller = new AbortController();
    const events: ProofEvent[] = [];
    await createProver(house.parts)(
      request,
      (event) => {
        events.push(event);
        if (isTime(event)) controller.abort();
      },
      controller.signal,
    );
    return { ...house, events };
  };
  const stopped = { type: "stopped", message: "The proof was stopped." };

  it("ends with that and without a verdict, and plays nothing more", async () => {
    const { events, warm } = await stop(1, ({ type }) => type === "progress");
    expect(events.map(({ type }) => type)).toEqual(["progress", "stopped"]);
    expect(events.at(-1)).toEqual(stopped);
    expect(warm.map(({ closes, sandbox }) => [closes, sandbox.starts])).toEqual([[1, 1]]);
  });

  it("ends so even when everything has been played", async () => {
    const controller = new AbortController();
    const asked: number[] = [];
    await proveIn(houseOf(careful, { isContaminated: (question) => asked.push(question) < 0 }));
    const last = asked.at(-1);
    const again = houseOf(careful, {
      isContaminated(question) {
        if (question === last) controller.abort();
        return false;
      },
    });
    const events: ProofEvent[] = [];
    await createProver(again.parts)(request, (event) => events.push(event), controller.signal);
    expect(events.at(-1)).toEqual(stopped);
    expect(events.filter(({ type }) => type === "verdict")).toEqual([]);
  });

  test.each([1, 2])("closes its %i warm processes after what was found was shrunk", async (lanes) => {
    const { events, warm } = await stop(
      lanes,
      (event) => event.type === "progress" && event.broken.length > 0,
    );
    expect(events.at(-1)).toEqual(stopped);
    expect(events.filter(({ type }) => type === "verdict")).toEqual([]);
    expect(warm.map(({ closes }) => closes)).toEqual(Array.from({ length: lanes }, () => 1));
    for (let turn = 0; turn < 2_000; turn += 1) await new Promise(setImmediate);
    for (const { sandbox, startsAtClose } of warm) expect(sandbox.starts).toBe(startsAtClose);
  });
});

describe("code that leaves something behind in its process", () => {
  const note =
    "The handler keeps state outside of its modules (on globals, or on what it imports), so every schedule was played in a process of its own, and fewer of them.";

  it("is proved from the start in fresh processes, with at most 25 schedules in a family", async () => {
    const { verdict } = await proveIn(houseOf(racing, { isContaminated: () => true }));
    const cut = "Only 25 schedules were played; the bound of this family is 25.";
    expect(verdict.notes).toEqual([note]);
    expect(verdict.explored.complete).toBe(false);
    expect(verdict.explored.families.filter(({ complete }) => !complete)).toEqual([
      { id: "overlaps", schedules: 25, complete: false, note: cut },
      { id: "two-events", schedules: 25, complete: false, note: cut },
      { id: "overlap-and-crash", schedules: 25, complete: false, note: cut },
    ]);
    expect(brokenOf(verdict).map(({ id }) => id)).toEqual(["effect-at-most-once"]);
  });

  /** After each family that makes it fifty schedules since the last question, and at the end. */
  const questionsOf = ({ explored }: Verdict) => {
    let since = 0;
    const after = explored.families.filter(({ schedules }) => {
      since += schedules;
      if (since < 50) return false;
      since = 0;
      return true;
    });
    return after.length + 1;
  };

  it.each(["first", "last"])("counts nothing of what was played before the %s question", async (which) => {
    const { verdict: clean } = await proveIn(houseOf(idle));
    const question = which === "first" ? 1 : questionsOf(clean);
    const house = houseOf(idle, { isContaminated: (asked) => asked === question });
    const { verdict, events } = await proveIn(house);
    const fresh = await proveIn(houseOf(idle, { lanes: 0 }));
    expect(timeless(verdict)).toEqual({ ...timeless(fresh.verdict), notes: [note] });
    expect(told({ events }, "progress").filter(({ schedules }) => schedules === 1)).toHaveLength(2);
  });

  it("is asked for now and then and at the end, of every process", async () => {
    const asked: number[] = [];
    const house = houseOf(careful, { lanes: 2, isContaminated: (question) => asked.push(question) < 0 });
    const questions = questionsOf((await proveIn(house)).verdict);
    expect(questions).toBeGreaterThan(1);
    expect(asked).toEqual(Array.from({ length: questions }, (_, index) => [index + 1, index + 1]).flat());
  });

  it("has its warm processes closed before the first fresh one starts", async () => {
    const house = houseOf(careful, { lanes: 2, isContaminated: () => true });
    const closed: number[][] = [];
    const cold = {
      ...house.parts.cold,
      openShop: () => {
        closed.push(house.warm.map(({ closes }) => closes));
        return openShop;
      },
    };
    await proveIn({ ...house, parts: { ...house.parts, cold } });
    expect(closed.length).toBeGreaterThan(70);
    expect(new Set(closed.map(String))).toEqual(new Set(["1,1"]));
  });

  it("is no fault of ours when its break shows in no fresh process", async () => {
    const { verdict: whole } = await proveIn(houseOf(racing));
    const last = questionsOf(whole);
    const house = houseOf(racing, { coldCode: careful, isContaminated: (question) => question === last });
    const { verdict } = await proveIn(house);
    expect([verdict.verdict, verdict.notes]).toEqual(["pass", [note]]);
  });
});

describe("idle code", () => {
  it("breaks what it owes, each with its own counterexample", async () => {
    const proof = await proofOf(idle);
    const broken = ["accepts-genuine", "effect-at-least-once", "honest-status"];
    expect(brokenOf(proof.verdict).map(({ id }) => id)).toEqual(broken);
    const tokens = brokenOf(proof.verdict).map(({ counterexample }) =>
      readToken(counterexample?.token ?? ""),
    );
    expect(tokens.map(({ invariant }) => invariant)).toEqual(broken);
    expect(told(proof, "history").map(({ invariant }) => invariant)).toEqual(broken);
  });
});
