// Writes a verdict as a JUnit report, which every build server reads: one test case for each invariant.
import { writeFileSync } from "node:fs";
import type { InvariantVerdict, Verdict } from "../contract/proof.ts";
import { UsageError } from "./arguments.ts";
import { afterStep, beforeMessage } from "./places.ts";

/** One suite of one case per invariant; the failure's text is the counterexample. No verdict is one error. */
export function asJunit({ invariants, explored, scenario, scheme, error }: Verdict): string {
  const cases =
    error === undefined
      ? invariants.map(asCase)
      : [`    <testcase name="verdict"><error message="${asXml(messageOf(error))}"/></testcase>`];
  const count = (state: InvariantVerdict["verdict"]) =>
    invariants.filter(({ verdict }) => verdict === state).length;
  const suite = [
    `name="${asXml(`hookproof ${scenario} ${scheme}`)}" tests="${cases.length}" failures="${count("broken")}"`,
    `errors="${error === undefined ? 0 : 1}" skipped="${count("not-checked")}" time="${(explored.durationMs / 1000).toFixed(3)}"`,
  ].join(" ");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite ${suite}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

/** @throws UsageError when the file cannot be written. */
export function writeReport(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(
      `${path} could not be written (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}

function asCase({ id, verdict, summary = "", why, look, counterexample }: InvariantVerdict): string {
  const open = `    <testcase classname="invariants" name="${id}"`;
  if (verdict === "held") return `${open}/>`;
  if (verdict === "not-checked") return `${open}><skipped/></testcase>`;
  const steps = (counterexample?.steps ?? []).map(
    ({ atMs, actor, what, place }) => `${atMs} ms  ${actor}  ${what}${afterStep(place)}`,
  );
  const again = counterexample === undefined ? [] : [`--reproduce ${counterexample.token}`];
  const text = [`Why: ${why}`, `Look: ${look}`, ...steps, ...again].join("\n");
  return `${open}><failure message="${asXml(summary)}">${asXml(text)}</failure></testcase>`;
}

const messageOf = (error: NonNullable<Verdict["error"]>): string =>
  error.fault === "start" ? `${beforeMessage(error.problem.place)}${error.problem.message}` : error.message;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text that may come from a handler: XML has no place for control characters. */
const asXml = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
