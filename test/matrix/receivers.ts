// Reads the receivers that put the prover to the test: designs that are right, and defects with what each must break.
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { InvariantId } from "../../server/contract/invariants.ts";
import { SchemeId } from "../../server/contract/session.ts";

export interface TestReceiver {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly scheme: SchemeId;
  /** Exactly the invariants that it breaks; empty for a design that is right. */
  readonly breaks: readonly InvariantId[];
}

const folder = join(import.meta.dirname, "..", "receivers");

export const correctReceivers = (): TestReceiver[] => readAll("correct");
export const defects = (): TestReceiver[] => readAll("defects");

function readAll(kind: "correct" | "defects"): TestReceiver[] {
  return globSync("*/", { cwd: join(folder, kind) })
    .sort()
    .map((name) => readReceiver(kind, basename(name)));
}

/** @throws when a defect does not say what it breaks. */
function readReceiver(kind: "correct" | "defects", name: string): TestReceiver {
  const directory = join(folder, kind, name);
  const paths = globSync("*.{ts,js}", { cwd: directory }).sort();
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(directory, path), "utf8")]));
  const head = (files["handler.ts"] ?? files["handler.js"] ?? "").split("\n").slice(0, 3).join(" ");
  const scheme = SchemeId.parse(/\/\/ Scheme: (\S+)/.exec(head)?.[1] ?? "standard-v1");
  if (kind === "correct") return { name, files, scheme, breaks: [] };
  const named = /Breaks: ([a-z, -]+)\./.exec(head)?.[1];
  if (named === undefined) throw new Error(`test/receivers/defects/${name} does not say what it breaks.`);
  return { name, files, scheme, breaks: named.split(",").map((id) => InvariantId.parse(id.trim())) };
}
