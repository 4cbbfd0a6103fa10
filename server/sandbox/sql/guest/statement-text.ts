// Reads the text of a statement for what SQLite would silently let pass: a second statement, missing or named parameters.
import { StatementFault } from "./faults.ts";

const emptiness = /^(?:[\s;]|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))*/;

/** The tokens in which a "?" or ":" is no parameter, then the parameters. The text is known to be valid SQL. */
const tokens =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\?\d*|[:@$#][\w$\u0080-\uffff]+/g;

/**
 * @param sql what the handler sent
 * @param compiled the part of it that SQLite compiled: the first statement
 * @throws StatementFault when there is more than one statement, or the parameters do not match its "?"
 */
export function checkStatementText(sql: string, compiled: string, parameterCount: number): void {
  const rest = sql.slice(compiled.length);
  if (rest.replace(emptiness, "") !== "") {
    throw new StatementFault(
      "SQLITE_MISUSE",
      "One query holds one statement, but there is a second one after the semicolon. Send it as a query of its own; db.transaction keeps several together.",
    );
  }
  if (/^explain\b(?!\s+query\s+plan\b)/i.test(compiled.replace(emptiness, ""))) {
    throw new StatementFault("SQLITE_AUTH", "EXPLAIN is not available. EXPLAIN QUERY PLAN is.");
  }
  checkParameters(compiled, parameterCount);
}

function checkParameters(compiled: string, given: number): void {
  const parameters = [...compiled.matchAll(tokens)]
    .map(([token]) => token)
    .filter((token) => /^[?:@$#]/.test(token));
  const named = parameters.find((token) => token !== "?");
  if (named !== undefined) {
    throw new StatementFault(
      "SQLITE_RANGE",
      `The statement names a parameter ${named}. Write a plain "?" for each parameter, in order.`,
    );
  }
  if (parameters.length !== given) {
    throw new StatementFault(
      "SQLITE_RANGE",
      `The statement has ${parameters.length} "?" but ${given} ${given === 1 ? "parameter was" : "parameters were"} given. Give exactly one for each.`,
    );
  }
}
