// The files of which an attacker's script is made up: the script, the module `attacker`, and what tells its failure.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The module that a script finds under the name `attacker`. */
const attackerModule = readFileSync(
  fileURLToPath(new URL("../../content/library/attacker.ts", import.meta.url)),
  "utf8",
);

/** Runs the script when it is asked to, and answers with what it threw: the message first, then its own lines. */
const host = `
const tell = (error) => {
  if (!(error instanceof Error)) return String(error);
  const own = String(error.stack).split("\\n").filter((line) => /attack\\.ts:\\d+/.test(line));
  return [error.name + ": " + error.message, ...own.map((line) => line.trim())].join("\\n  ");
};

export default async (_request, response) => {
  try {
    await import("./attack.ts");
  } catch (error) {
    response.statusCode = 500;
    response.write(tell(error));
  }
  response.end();
};`;

/** @param text the script as it was written, with or without an import of `attacker`. */
export function scriptFiles(text: string): Readonly<Record<string, string>> {
  return { "handler.ts": host, "attack.ts": withAttacker(text), "attacker.ts": attackerModule };
}

const ownImport = /^(\s*import\s[^;"'`]*?\sfrom\s*)["'](?:\.\/)?attacker(?:\.ts)?["']/m;

/** Whatever is added stands on the first line, so that places in messages are those of the script. */
function withAttacker(text: string): string {
  const [, names = ""] = ownImport.exec(text) ?? [];
  const linked = text.replace(ownImport, '$1"./attacker.ts"');
  return /\battacker\b/.test(names) ? linked : `import { attacker } from "./attacker.ts"; ${linked}`;
}
