// The prove command: what it refuses, what it asks for, what it prints, and its exit codes. Nothing here runs code.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { listScenarios } from "../../../server/catalog/scenarios.ts";
import { UsageError } from "../../../server/cli/arguments.ts";
import type * as cells from "../../../server/cli/cell.ts";
import { asJunit } from "../../../server/cli/junit.ts";
import { describeVerdict, prove } from "../../../server/cli/prove.ts";
import type { InvariantId } from "../../../server/contract/invariants.ts";
import type { ProofEvent, Verdict } from "../../../server/contract/proof.ts";
import { scheduleOf } from "../../../server/contract/schedule.ts";
import { SchemeId } from "../../../server/contract/session.ts";
import { writeToken } from "../../../server/exploration/token.ts";
import type { Prove } from "../../../server/grading/types.ts";
import type * as sandboxes from "../../../server/sandbox/sandbox.ts";
import { notChecked, noVerdict, shippedTwice, verdictWith } from "./verdicts.ts";

const fake = vi.hoisted(() => ({
  tier: 1,
  events: [] as ProofEvent[],
  options: null as cells.CellOptions | null,
  requests: [] as Parameters<Prove>[0][],
  closes: 0,
}));

vi.mock("../../../server/sandbox/sandbox.ts", async (original) => ({
  ...(await original<typeof sandboxes>()),
  detectTier: async () => ({ tier: fake.tier, label: "", explanation: "Why.", layers: [], canaries: [] }),
}));
vi.mock("../../../server/cli/cell.ts", async (original) => ({
  ...(await original<typeof cells>()),
  openCell: async (options: cells.CellOptions) => {
    fake.options = options;
    const run: Prove = async (request, listener) => {
      fake.requests.push(request);
      for (const event of fake.events) listener(event);
    };
    const close = async () => {
      fake.closes += 1;
    };
    return { prove: run, close };
  },
}));

const root = join(import.meta.dirname, "..", "..", "..");
const folder = mkdtempSync(join(tmpdir(), "prove-"));
const log = vi.spyOn(console, "log").mockImplementation(() => {});
const pathOf = (name: string) => join(folder, name);

function fileOf(name: string, text = "export default 1;"): string {
  mkdirSync(join(pathOf(name), ".."), { recursive: true });
  writeFileSync(pathOf(name), text);
  return pathOf(name);
}

const handler = fileOf("handler.ts");
const token = writeToken({
  ...{ scenario: "payments", scheme: "standard-v1", seed: 1, invariant: "keeps-secrets" },
  schedule: scheduleOf(),
});

const ends = (verdict: Verdict) => fake.events.push({ type: "verdict", verdict });

beforeEach(() => {
  Object.assign(fake, { tier: 1, events: [], options: null, requests: [], closes: 0 });
  log.mockClear();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("wrong usage", () => {
  const huge = "x".repeat(200_001);

  test.each<[string, () => string[], string | RegExp]>([
    ["no file", () => [], "prove takes the handler's files: handler.ts and what it imports."],
    [
      "two files of one name",
      () => [handler, fileOf("other/handler.ts")],
      "Two files are called handler.ts. A receiver's files lie in one folder.",
    ],
    [
      "a file that is not there",
      () => [pathOf("gone.ts")],
      /^\S+\/gone\.ts could not be read \(ENOENT: .+\)\.$/,
    ],
    [
      "several files and no handler",
      () => [fileOf("one.ts"), fileOf("two.ts")],
      "One file must be called handler.ts or handler.js; its default export is the app.",
    ],
    [
      "a file name that is none",
      () => [handler, fileOf("notes.txt")],
      "notes.txt: Use a plain name ending in .ts or .js, such as handler.ts.",
    ],
    ["a file that is too long", () => [fileOf("huge.ts", huge)], /^handler\.ts: .*200000/],
    [
      "an unknown scenario",
      () => [handler, "--scenario", "moon"],
      `There is no scenario "moon". Scenarios: ${listScenarios(root).join(", ")}`,
    ],
    [
      "an unknown scheme",
      () => [handler, "--scheme", "morse"],
      `There is no scheme "morse". Schemes: ${SchemeId.options.join(", ")}`,
    ],
    [
      "a seed that is no number",
      () => [handler, "--seed", "1.5"],
      `--seed takes a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not "1.5".`,
    ],
    ["no token", () => [handler, "--reproduce", "what"], 'A token begins with "h1.". Copy it whole.'],
    [
      "a damaged token",
      () => [handler, "--reproduce", token.slice(0, -9)],
      "The token is damaged: a part of it is missing or was changed. Copy it whole.",
    ],
    ["an unknown option", () => [handler, "--fast"], /--fast/],
  ])("is %s", async (_what, args, message) => {
    const error: unknown = await prove(args(), root).then(
      () => null,
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(UsageError);
    if (typeof message === "string") expect((error as Error).message).toBe(message);
    else expect((error as Error).message).toMatch(message);
    expect(fake.options).toBeNull();
    expect(log).not.toHaveBeenCalled();
  });

  test.each([2, 4])("is a machine of tier %i, on which no code is run", async (tier) => {
    fake.tier = tier;
    await expect(prove([handler], root)).rejects.toThrow(
      new UsageError("No code is run on this machine. Why."),
    );
  });
});

describe("a proof", () => {
  test.each([
    ["handler.ts", "any-name.ts"],
    ["handler.js", "any-name.js"],
    ["handler.js", "any-name.mjs"],
  ])("is of %s when %s is the only file", async (name, path) => {
    ends(verdictWith([]));
    await prove([fileOf(path, "one")], root);
    expect(fake.requests).toEqual([
      {
        submission: { files: { [name]: "one" } },
        ...{ scenario: "payments", scheme: "standard-v1", seed: 1 },
      },
    ]);
  });

  test("is of several files by their own names, with the choices that were made", async () => {
    ends(verdictWith([]));
    const choices = ["--scheme", "stripe-v1", "--seed", "0", "--scenario", "payments", "--reproduce", token];
    await prove([handler, fileOf("deep/rules.ts", "rules"), ...choices], root);
    expect(fake.requests).toEqual([
      {
        submission: { files: { "handler.ts": "export default 1;", "rules.ts": "rules" } },
        ...{ scenario: "payments", scheme: "stripe-v1", seed: 0, reproduce: token },
      },
    ]);
    expect(fake.options?.tier).toBe(1);
    expect([...(fake.options?.scenarios.keys() ?? [])]).toEqual(listScenarios(root));
  });

  test.each([
    [0, verdictWith([])],
    [1, verdictWith([shippedTwice])],
    [2, noVerdict({ fault: "ours", message: "It was us." })],
  ])(
    "ends with exit code %i, and prints its verdict in words or as one JSON document",
    async (code, verdict) => {
      ends(verdict);
      expect(await prove([handler], root)).toBe(code);
      expect(await prove([handler, "--json"], root)).toBe(code);
      expect(log.mock.calls).toEqual([[describeVerdict(verdict)], [JSON.stringify(verdict)]]);
      expect(fake.closes).toBe(2);
    },
  );

  test("of one schedule is told as what it is: that of a token, and no search", async () => {
    ends(verdictWith([]));
    expect(await prove([handler, "--reproduce", token], root)).toBe(0);
    expect(log.mock.calls).toEqual([[describeVerdict(verdictWith([]), "keeps-secrets")]]);
  });

  test("of a schedule that shows nothing about this code is no success", async () => {
    ends(noVerdict({ fault: "schedule", message: "It cannot be played. Prove the code anew." }));
    expect(await prove([handler, "--reproduce", token], root)).toBe(2);
    expect(log.mock.calls).toEqual([
      ["No verdict. It cannot be played. Prove the code anew. Leave out --reproduce for that."],
    ]);
  });

  test("writes a report beside the verdict", async () => {
    const verdict = verdictWith([shippedTwice]);
    ends(verdict);
    expect(await prove([handler, "--junit", pathOf("report.xml")], root)).toBe(1);
    expect(readFileSync(pathOf("report.xml"), "utf8")).toBe(asJunit(verdict));
    expect(log).toHaveBeenCalledTimes(1);
  });

  test("that cannot write its report has printed its verdict and closed everything", async () => {
    ends(verdictWith([]));
    const asked = prove([handler, "--junit", pathOf("gone/report.xml")], root);
    await expect(asked).rejects.toThrow(UsageError);
    expect(log).toHaveBeenCalledTimes(1);
    expect(fake.closes).toBe(1);
  });

  test("that ends without a verdict is a fault of ours, and everything is closed", async () => {
    fake.events.push({ type: "stopped", message: "The proof was stopped." });
    await expect(prove([handler], root)).rejects.toThrow("The proof ended without a verdict.");
    expect(fake.closes).toBe(1);
  });

  test.each([
    [
      true,
      [
        "\r\u001b[K1 schedules, now overlaps",
        "\r\u001b[K21 schedules, now crashes, broken: keeps-secrets, honest-status",
        "\r\u001b[K",
      ],
    ],
    [false, []],
  ])("tells on standard error how far it is, if somebody watches: %j", async (isTTY, written) => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const before = process.stderr.isTTY;
    process.stderr.isTTY = isTTY;
    fake.events.push({ type: "progress", family: "overlaps", schedules: 1, broken: [] });
    fake.events.push({
      ...{ type: "progress", family: "crashes", schedules: 21 },
      broken: ["keeps-secrets", "honest-status"],
    });
    ends(verdictWith([]));
    await prove([handler], root);
    const calls = write.mock.calls.map(([text]) => text);
    process.stderr.isTTY = before;
    write.mockRestore();
    expect(calls).toEqual(written);
  });
});

describe("a verdict in words", () => {
  const linesOf = (verdict: Verdict) => describeVerdict(verdict).split("\n");

  test("says that all holds, how much was played, and each invariant on a line", () => {
    expect(linesOf(verdictWith([notChecked]))).toEqual([
      "Holds.",
      "412 schedules, 26 crashes, 58 forgeries; the bound was exhausted (1.8 s).",
      "",
      "✓ accepts genuine events             31  It held.",
      "✓ accepts a rotated secret           31  It held.",
      "✓ refuses forgeries                  31  It held.",
      "✓ refuses replay attacks             31  It held.",
      "✓ effect at most once                31  It held.",
      "✓ effect at least once               31  It held.",
      "✓ acknowledges in time               31  It held.",
      "– keeps the newest state              0",
      "✓ honest status                      31  It held.",
      "✓ survives bad input                 31  It held.",
      "✓ trusts its own records             31  It held.",
      "✓ keeps its secrets                  31  It held.",
    ]);
  });

  test("shows what breaks step by step, why it matters, where to look and how to see it again", () => {
    const lines = linesOf(verdictWith([shippedTwice]));
    expect(lines[0]).toBe("Breaks 1 of 12 invariants.");
    expect(lines.slice(7, 17)).toEqual([
      "✕ effect at most once         82 of 114  It happened twice: ord_1.",
      "     1       0 ms  provider  sends payment.succeeded for ord_1",
      "     2    9999 ms  shop      ship → ord_1  (handler.ts:12)",
      "     3     10.0 s  receiver  is killed",
      "     4   3599.9 s  attacker  sends: Wrong secret",
      "     5     42.0 h  shop      ship → ord_1, again",
      "    Why: Nobody paid for it.",
      "    Look: Look at the line that ships.",
      "    Again: --reproduce h1.abc",
      "",
    ]);
    expect(lines[17]).toBe("✓ effect at least once               31  It held.");
  });

  test("counts one of a kind in the singular", () => {
    const { explored } = verdictWith([]);
    const one = { ...explored, schedules: 1, crashPoints: 1, forgeries: 1, durationMs: 40 };
    expect(linesOf(verdictWith([], { explored: one }))[1]).toBe(
      "1 schedule, 1 crash, 1 forgery; the bound was exhausted (0.0 s).",
    );
  });

  test("of one schedule claims nothing about the bound, and names the invariant that it is for", () => {
    const { explored } = verdictWith([]);
    const one = { ...explored, schedules: 1, complete: false, durationMs: 140, families: [] };
    const told = (others: Parameters<typeof verdictWith>[0], id: InvariantId) =>
      describeVerdict(verdictWith(others, { explored: one }), id).split("\n");
    const alone = "Only this one was played (0.1 s); without --reproduce all within the bound are.";
    const [held, ...more] = told([], "effect-at-most-once");
    expect([held, ...more.slice(0, 2)]).toEqual([
      "This schedule does not break it any more: effect at most once.",
      ...[alone, ""],
    ]);
    expect(told([shippedTwice], "effect-at-most-once").slice(0, 2)).toEqual([
      "This schedule breaks it still: effect at most once.",
      alone,
    ]);
    expect(told([shippedTwice, notChecked], "keeps-newest-state")[0]).toBe(
      "This schedule is no test of it any more: keeps the newest state. It breaks 1 other invariant.",
    );
  });

  test("says what was left out, and what else is worth knowing", () => {
    const { explored } = verdictWith([]);
    const cut = { id: "crashes", schedules: 300, complete: false, note: "Only 300 were played." } as const;
    const incomplete = { ...explored, complete: false, families: [...explored.families, cut] };
    expect(
      linesOf(verdictWith([], { explored: incomplete, notes: ["It keeps state."] })).slice(0, 5),
    ).toEqual([
      "Holds.",
      "412 schedules, 26 crashes, 58 forgeries; the bound was not exhausted (1.8 s).",
      "  crashes: Only 300 were played.",
      "  It keeps state.",
      "",
    ]);
  });

  const place = { file: "handler.ts", line: 3 };
  test.each([
    [{ fault: "ours", message: "It was us." }, "No verdict. It was us."],
    [{ fault: "request", message: "No such token." }, "No verdict. No such token."],
    [
      { fault: "start", problem: { stage: "load", message: "It fell." } },
      "No verdict: the handler did not load.\nIt fell.",
    ],
    [
      { fault: "start", problem: { stage: "compile", message: "It fell.", place } },
      "No verdict: the handler did not compile.\nhandler.ts:3:1: It fell.",
    ],
    [
      { fault: "start", problem: { stage: "start", message: "It fell.", place: { ...place, column: 9 } } },
      "No verdict: the handler did not start.\nhandler.ts:3:9: It fell.",
    ],
  ] as const)("says why there is none: %j", (error, words) => {
    expect(describeVerdict(noVerdict(error))).toBe(words);
  });

  test("is still heard of when something of ours fails", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    ends(verdictWith([]));
    await prove([handler], root);
    const boom = new Error("boom");
    fake.options?.onOurFault(boom);
    const { calls } = error.mock;
    error.mockRestore();
    expect(calls).toEqual([["Our fault:", boom]]);
  });
});
