// A counterexample as a file that opens on another machine: written here, and read back with a reason when it does not fit.
import { FILE_NAME, MAX_FILE_BYTES, MAX_FILES } from "../../server/contract/limits.ts";
import { type Files, isEntry } from "../editor/store.ts";
import { type Case, misfits, readCase } from "./case.ts";

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
  if (value === undefined) return { problem: `This file is no JSON. ${CHOOSE}` };
  if (!isRecord(value) || value.hookproof !== "counterexample") {
    return { problem: `This file is JSON, but no counterexample of Hookproof. ${CHOOSE}` };
  }
  if (value.version !== VERSION) {
    return { problem: `${tell(value, "version")}; this Hookproof reads version ${VERSION}. ${UPDATE}` };
  }
  const found = readCase(value);
  if (found === null) return { problem: whyNoCase(value) };
  const files = readFiles(value.files);
  return typeof files === "string"
    ? { problem: `${files} ${SHARE_AGAIN}` }
    : { shared: { case: found, files } };
}

const CHOOSE = `Choose a file that ends in ${SHARED_SUFFIX}, as “Share” has written it.`;
const SHARE_AGAIN = "Ask whoever shared it to share it again.";
const UPDATE = "Update the older of the two Hookproofs, and have the file shared again.";

/** Offers a text as a download. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Undefined for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A name that is not known here may be known elsewhere; whatever else does not fit was lost or changed on the way. */
function whyNoCase(value: Record<string, unknown>): string {
  const wrong = misfits(value);
  const unknown = wrong.find(
    (field) => (field === "invariant" || field === "scheme") && typeof value[field] === "string",
  );
  if (unknown !== undefined) return `${tell(value, unknown)}, which this Hookproof does not know. ${UPDATE}`;
  return `This file lacks a part of its schedule, or it was changed: ${wrong.join(", ")}. ${SHARE_AGAIN}`;
}

/** Cut short: it comes from a stranger. */
function tell(value: Record<string, unknown>, field: string): string {
  return `Its ${field} is ${JSON.stringify(value[field])?.slice(0, 60) ?? "missing"}`;
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
