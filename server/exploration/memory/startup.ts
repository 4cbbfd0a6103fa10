// Which functions run while the receiver starts: what they make outlives every request.
import type { AnyNode, Program } from "acorn";
import { full } from "acorn-walk";
import { isFunction, nameOf } from "./nodes.ts";

/** Calls that take functions for later: for each request, job or tick. */
const registering = new Set([
  ...["get", "post", "put", "patch", "delete", "all", "use", "route", "param"],
  ...["process", "createServer", "listen", "on", "once", "setInterval", "setTimeout"],
]);

/**
 * Those that are called from the top of a file, and from each other, whatever file they are in: by their names, so it may
 * be more than really run.
 */
export function functionsRunAtStart(programs: readonly Program[]): ReadonlySet<AnyNode> {
  const named = new Names();
  for (const program of programs) full(program, (node) => named.take(node as AnyNode));
  const found = new Set<AnyNode>();
  const add = (nodes: readonly AnyNode[]): void => {
    for (const node of nodes) {
      if (found.has(node)) continue;
      found.add(node);
      look(node);
    }
  };
  const look = (code: AnyNode): void => {
    for (const node of ownNodes(code)) {
      if (node.type !== "CallExpression" && node.type !== "NewExpression") continue;
      const name = nameOf(node.callee);
      add(named.of(name));
      add(outermostFunctions(node.callee));
      if (registering.has(name)) continue;
      for (const given of node.arguments) {
        add(outermostFunctions(given));
        for (const one of ownNodes(given)) if (one.type === "Identifier") add(named.of(one.name));
      }
    }
  };
  for (const program of programs) look(program);
  return found;
}

/** Functions by every name under which they could be called. */
class Names {
  readonly #functions = new Map<string, AnyNode[]>();
  readonly #aliases = new Map<string, string[]>();

  take(node: AnyNode): void {
    switch (node.type) {
      case "FunctionDeclaration":
        this.#name(node.id?.name ?? "default", node);
        break;
      case "VariableDeclarator":
        this.#name(nameOf(node.id), node.init);
        break;
      case "AssignmentExpression":
        this.#name(nameOf(node.left), node.right);
        break;
      case "Property":
      case "MethodDefinition":
        this.#name(nameOf(node.key), node.value);
        break;
      case "ExportDefaultDeclaration":
        this.#name("default", node.declaration);
        break;
      case "ImportDefaultSpecifier":
        this.#alias(node.local.name, "default");
        break;
      case "ImportSpecifier":
        this.#alias(node.local.name, nameOf(node.imported));
        break;
      case "ExportSpecifier":
        this.#alias(nameOf(node.exported), nameOf(node.local));
        break;
    }
  }

  of(name: string, seen = new Set<string>()): readonly AnyNode[] {
    if (name === "" || seen.has(name)) return [];
    seen.add(name);
    const others = (this.#aliases.get(name) ?? []).flatMap((other) => this.of(other, seen));
    return [...(this.#functions.get(name) ?? []), ...others];
  }

  #name(name: string, value: AnyNode | null | undefined): void {
    if (value == null) return;
    if (value.type === "Identifier") this.#alias(name, value.name);
    else if (isFunction(value)) this.#functions.set(name, [...(this.#functions.get(name) ?? []), value]);
  }

  #alias(name: string, other: string): void {
    if (name !== other) this.#aliases.set(name, [...(this.#aliases.get(name) ?? []), other]);
  }
}

/** All nodes of a piece of code but those of functions within it. */
function ownNodes(code: AnyNode): AnyNode[] {
  const nodes: AnyNode[] = [];
  visit(code, (node) => {
    if (node !== code && isFunction(node)) return false;
    nodes.push(node);
    return true;
  });
  return nodes;
}

function outermostFunctions(code: AnyNode): AnyNode[] {
  const functions: AnyNode[] = [];
  visit(code, (node) => {
    if (!isFunction(node)) return true;
    functions.push(node);
    return false;
  });
  return functions;
}

/** @param enter whether to go on into its parts */
function visit(node: AnyNode, enter: (node: AnyNode) => boolean): void {
  if (!enter(node)) return;
  for (const value of Object.values(node))
    for (const part of Array.isArray(value) ? value : [value])
      if (typeof part === "object" && part !== null && typeof part.type === "string") visit(part, enter);
}
