// A counterexample as a file that opens on another machine: written here, and read back with a reason when it does not fit.
import { FILE_NAME, MAX_FILE_BYTES, MAX_FILES } from "../../server/contract/limits.ts";
import { type Files, isEntry } from "../editor/store.ts";
import { type Case, readCase } from "./case.ts";

export const SHARED_SUFFIX = ".hookproof.json";
const VERSION = 1;

/** Code, and the schedule that breaks it. */
export interface Shared {
  readonly case: Case;
  readonly files: Files;
}

export type ReadShared = { readonly shared: Shared } | { readonly problem: string };

export function writeShared(one: Case, files: Files): { name: string; text: string } {
  const document = { hookproof: "counterexample", version: VERSION, ...one, files };
  return { name: `${one.invariant}${SHARED_SUFFIX}`, text: `${JSON.stringify(document, null, 2)}\n` };
}

/** Nothing of it runs: it is read as data, and every field is checked. */
export function readShared(text: string): ReadShared {
  const value = parse(text);
  if (value === null) {
    return {
      problem: "This file is no JSON. Choose a file that ends in .hookproof.json and was not changed.",
    };
  }
  if (value.hookproof !== "counterexample") {
    return { problem: "This file is JSON, but no counterexample of Hookproof." };
  }
  if (value.version !== VERSION) {
    return {
      problem: `This file has version ${String(value.version)}; this Hookproof reads version ${VERSION}.`,
    };
  }
  const found = readCase(value);
  if (found === null) {
    return { problem: "This file lacks its schedule: token, invariant, sentence, scenario, scheme or seed." };
  }
  const files = readFiles(value.files);
  return typeof files === "string" ? { problem: files } : { shared: { case: found, files } };
}

/** Offers a text as a download. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The files, or what is wrong with them. */
function readFiles(value: unknown): Files | string {
  if (typeof value !== "object" || value === null) return "This file holds no code.";
  const entries = Object.entries(value);
  if (entries.length > MAX_FILES)
    return `This file holds ${entries.length} files; a receiver has at most ${MAX_FILES}.`;
  for (const [name, text] of entries) {
    if (!FILE_NAME.test(name)) return `“${name}” is no name for a file of a receiver.`;
    if (typeof text !== "string") return `“${name}” is no text.`;
    if (text.length > MAX_FILE_BYTES) return `“${name}” is longer than ${MAX_FILE_BYTES} characters.`;
  }
  if (!entries.some(([name]) => isEntry(name)))
    return "This file holds no handler.ts, where a receiver starts.";
  return Object.fromEntries(entries) as Files;
}
