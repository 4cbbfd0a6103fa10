// The JUnit report: one case for each invariant, counted, and well-formed whatever a handler says.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../server/cli/arguments.ts";
import { asJunit, writeReport } from "../../../server/cli/junit.ts";
import type { Verdict } from "../../../server/contract/proof.ts";
import { invariantsFor } from "../../../server/grading/judging.ts";
import { notChecked, noVerdict, shippedTwice, verdictWith } from "./verdicts.ts";

const linesOf = (verdict: Verdict) => asJunit(verdict).split("\n");
const heldCases = (except: readonly string[] = []) =>
  invariantsFor({ trapLinks: [] })
    .filter((id) => !except.includes(id))
    .map((id) => `    <testcase classname="invariants" name="${id}"/>`);

describe("a report", () => {
  test("of a pass has twelve cases without a failure", () => {
    expect(linesOf(verdictWith([]))).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      "<testsuites>",
      '  <testsuite name="hookproof payments standard-v1" tests="12" failures="0" errors="0" skipped="0" time="1.850">',
      ...heldCases(),
      "  </testsuite>",
      "</testsuites>",
      "",
    ]);
  });

  test("of a fail counts what broke and what was skipped, and tells the timeline and how to see it again", () => {
    const lines = linesOf(verdictWith([shippedTwice, notChecked]));
    expect(lines[2]).toContain('tests="12" failures="1" errors="0" skipped="1"');
    const ids = ["effect-at-most-once", "keeps-newest-state"];
    for (const line of heldCases(ids)) expect(lines).toContain(line);
    expect(lines).toContain(
      '    <testcase classname="invariants" name="keeps-newest-state"><skipped/></testcase>',
    );
    const from = lines.findIndex((line) => line.includes("<failure"));
    expect(lines.slice(from, from + 8)).toEqual([
      '    <testcase classname="invariants" name="effect-at-most-once"><failure message="It happened twice: ord_1.">Why: Nobody paid for it.',
      "Look: Look at the line that ships.",
      "0 ms  provider  sends payment.succeeded for ord_1",
      "9999 ms  shop  ship → ord_1  (handler.ts:12)",
      "10000 ms  receiver  is killed",
      "3599900 ms  attacker  sends: Wrong secret",
      "151200000 ms  shop  ship → ord_1, again",
      "--reproduce h1.abc</failure></testcase>",
    ]);
  });

  test("of one schedule that breaks another invariant than its own has no token for it", () => {
    const { counterexample: _none, ...alone } = shippedTwice;
    expect(asJunit(verdictWith([alone]))).toContain("Look: Look at the line that ships.</failure>");
  });

  test.each([
    [{ fault: "ours", message: "It was us." }, "It was us."],
    [{ fault: "request", message: "No such token." }, "No such token."],
    [{ fault: "start", problem: { stage: "load", message: "x is not defined" } }, "x is not defined"],
    [
      {
        fault: "start",
        problem: { stage: "compile", message: "What?", place: { file: "verify.ts", line: 3 } },
      },
      "verify.ts:3:1: What?",
    ],
  ] as const)("without a verdict is one error: %j", (error, message) => {
    expect(linesOf(noVerdict(error)).slice(2, 5)).toEqual([
      '  <testsuite name="hookproof payments standard-v1" tests="1" failures="0" errors="1" skipped="0" time="0.012">',
      `    <testcase name="verdict"><error message="${message}"/></testcase>`,
      "  </testsuite>",
    ]);
  });
});

describe("what a handler says", () => {
  const messageOf = (text: string) => {
    const report = asJunit(verdictWith([{ ...shippedTwice, summary: text }]));
    return /<failure message="([^"]*)">/.exec(report)?.[1];
  };

  test.each([
    ["signs of XML", `<a href="x"> & </a>`, "&lt;a href=&quot;x&quot;&gt; &amp; &lt;/a&gt;"],
    ["control characters", "a\u0000b\u001b[2Jc\u0008", "a\ufffdb\ufffd[2Jc\ufffd"],
    ["what is no character", "a\ud800b\uffffc\ufffe", "a\ufffdb\ufffdc\ufffd"],
    ["tabs and ends of lines", "a\tb\nc\rd", "a\tb\nc\rd"],
    ["letters of any script", "Zoë → 😀 \ud7ff\ue000", "Zoë → 😀 \ud7ff\ue000"],
  ])("keeps the report well-formed with %s", (_what, text, written) => {
    expect(messageOf(text)).toBe(written);
  });

  test("is escaped in the text of a timeline, too", () => {
    const steps = [{ atMs: 0, seq: 0, actor: "shop", what: "</failure>\u0007" } as const];
    const report = asJunit(verdictWith([{ ...shippedTwice, counterexample: { token: "h1.a", steps } }]));
    expect(report).toContain("0 ms  shop  &lt;/failure&gt;\ufffd\n--reproduce h1.a</failure>");
  });

  test("is escaped where there is no verdict", () => {
    const problem = { stage: "load", message: 'Unexpected "<"' } as const;
    expect(asJunit(noVerdict({ fault: "start", problem }))).toContain(
      '<error message="Unexpected &quot;&lt;&quot;"/>',
    );
  });
});

describe("writing a report", () => {
  test("leaves exactly its text", () => {
    const folder = mkdtempSync(join(tmpdir(), "junit-"));
    writeReport(join(folder, "report.xml"), "<testsuites/>\n");
    expect(readFileSync(join(folder, "report.xml"), "utf8")).toBe("<testsuites/>\n");
    rmSync(folder, { recursive: true });
  });

  test("to where nothing can be written is wrong usage", () => {
    const path = "/no/such/folder/report.xml";
    const write = () => writeReport(path, "");
    expect(write).toThrow(UsageError);
    expect(write).toThrow(/^\/no\/such\/folder\/report\.xml could not be written \(ENOENT: .*\)\.$/);
  });
});
