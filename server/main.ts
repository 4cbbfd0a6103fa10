// The command line: names the commands and wires each to what it needs; the only place that knows everything.
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { UsageError } from "./cli/arguments.ts";

/** A command reads its arguments and answers with the exit code: 0 pass, 1 fail, 2 error or wrong usage. */
type Command = (args: readonly string[], root: string) => Promise<number>;

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./cli/serve.ts")).serve,
  prove: async () => (await import("./cli/prove.ts")).prove,
  grade: async () => (await import("./cli/grade.ts")).grade,
  content: async () => (await import("./cli/content.ts")).content,
  new: async () => (await import("./cli/new.ts")).newUnit,
};

const usage = `Usage: npm run --silent hookproof -- COMMAND

  serve [--port N] [--host H] [--data DIR] [--grader]
                                               serve the page (what npm start does)
  prove FILE… [--scenario S] [--scheme ID] [--seed N] [--reproduce TOKEN] [--json] [--junit FILE]
                                               run a handler through every schedule within the bound
  grade QUESTION [--answer FILE|-] [--json]    grade an interview answer
  content [UNIT…] [--shape] [--whole] [--json]  check and prove everything in content/, or these units only
  new lesson|lab|question NAME [--like UNIT]   begin one as a copy of one that holds
                                               (npm run new lab NAME -- --like UNIT)`;

/** Taking the types off two hundred modules and compiling them took 0.8 s of each start. */
enableCompileCache(join(import.meta.dirname, "..", "node_modules", ".cache", "hookproof"));

async function main(args: readonly string[]): Promise<number> {
  const [name = "", ...rest] = args;
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    const asked = ["", "help", "--help", "-h"].includes(name);
    console.error(asked ? usage : `There is no command "${name}".\n\n${usage}`);
    return asked && name !== "" ? 0 : 2;
  }
  try {
    const command = await load();
    return await command(rest, join(import.meta.dirname, ".."));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
