// Whether requests could tell each other anything through the receiver's own memory, judged by its code and carefully.
import { type AnyNode, type Program, parse } from "acorn";
import { fullAncestor } from "acorn-walk";
import { analyze, type Reference, type Scope, type ScopeManager } from "eslint-scope";
import { kindOf } from "./kinds.ts";
import { isFunction, nameOf, rootOf } from "./nodes.ts";
import { functionsRunAtStart } from "./startup.ts";
import { isChanged, isHarmlessUse, type Parents, writesTo } from "./uses.ts";

/**
 * True unless the code shows that nothing outlives a request but the shop: no function changes or hands on anything that
 * was made before the request, and what was made before it is of a kind that does not change by being used. It errs on
 * the side of true, which only costs a search time.
 *
 * Not looked at, because no handler is written like that: properties put on a function or on a Buffer that was given as
 * an argument. What is changed at run time through ways that no code shows is seen by the sandbox's fingerprint.
 *
 * @param modules file name to JavaScript, types removed
 */
export function mayKeepMemory(modules: ReadonlyMap<string, string>): boolean {
  try {
    const programs = [...modules.values()].map((text) =>
      parse(text, { ecmaVersion: "latest", sourceType: "module", ranges: true }),
    );
    const runAtStart = functionsRunAtStart(programs);
    return programs.some((program) => keepsMemory(program, runAtStart));
  } catch {
    // CommonJS that is no module, or something newer than the parser.
    return true;
  }
}

function keepsMemory(program: Program, runAtStart: ReadonlySet<AnyNode>): boolean {
  const parents = parentsOf(program);
  // Its types are those of ESTree, acorn's are its own; both speak of the same nodes.
  const scopes = analyze(program as unknown as Parameters<typeof analyze>[0], {
    ecmaVersion: 2022,
    sourceType: "module",
  });
  return (
    handsOnWhatOutlivesRequests(scopes, runAtStart, parents) ||
    usesWhatAllRequestsShare(scopes, parents) ||
    [...parents.keys()].some((node) => isShared(node, parents))
  );
}

function parentsOf(program: Program): Parents {
  const parents = new Map<AnyNode, AnyNode>();
  fullAncestor(program, (node, _state, ancestors) => {
    const parent = ancestors.at(-2);
    if (parent !== undefined) parents.set(node as AnyNode, parent as AnyNode);
  });
  return parents;
}

/** Variables of files, and of functions that run while the receiver starts, as other functions use them. */
function handsOnWhatOutlivesRequests(
  { scopes }: ScopeManager,
  runAtStart: ReadonlySet<AnyNode>,
  parents: Parents,
): boolean {
  const outliving = scopes.filter(({ variableScope }) => {
    const owner = variableScope.block as unknown as AnyNode;
    return !isFunction(owner) || runAtStart.has(owner);
  });
  return outliving
    .flatMap(({ variables }) => variables)
    .some((variable) => {
      const home = variable.scope.variableScope;
      const uses = variable.references.filter(({ from }) => isInsideOf(from, home));
      return uses.some((use) => use.isWrite() || !isHarmlessUse(nodeOf(use), kindOf(variable), parents));
    });
}

/** In a function of its own, which may run later and again. */
function isInsideOf(from: Scope, home: Scope): boolean {
  return from.variableScope !== home && isFunction(from.variableScope.block as unknown as AnyNode);
}

const nodeOf = ({ identifier }: Reference) => identifier as unknown as AnyNode;

/** Names that no file declares: those that lead to memory, and builtins to which a function writes. */
function usesWhatAllRequestsShare({ globalScope }: ScopeManager, parents: Parents): boolean {
  return (globalScope?.through ?? []).some((use) => {
    if (!isFunction(use.from.variableScope.block as unknown as AnyNode)) return false;
    const node = nodeOf(use);
    if (node.type !== "Identifier") return true;
    if (node.name === "process") return !isEnvironment(node, parents) || writesTo(node, parents);
    return wholeProcess.has(node.name) || use.isWrite() || writesTo(node, parents);
  });
}

const wholeProcess = new Set(["globalThis", "global", "module", "exports", "require", "eval", "Function"]);

const isEnvironment = (node: AnyNode, parents: Parents): boolean => {
  const parent = parents.get(node);
  return parent?.type === "MemberExpression" && nameOf(parent) === "env";
};

/** Members through which a function reaches what other requests have, too. */
const sharedMembers = new Set([
  ...["app", "locals", "socket", "connection", "server"],
  ...["prototype", "__proto__", "constructor", "callee"],
]);

function isShared(node: AnyNode, parents: Parents): boolean {
  const isInFunction = () => {
    for (let at = parents.get(node); at !== undefined; at = parents.get(at)) if (isFunction(at)) return true;
    return false;
  };
  if (node.type === "MemberExpression") return sharedMembers.has(nameOf(node)) && isInFunction();
  // A pattern takes a member just as well: `const { app } = req`.
  if (node.type === "ObjectPattern")
    return node.properties.some(
      (one) => one.type === "Property" && sharedMembers.has(nameOf(one.key)) && isInFunction(),
    );
  // An instance may outlive a request; its constructor only makes it.
  if (node.type === "ThisExpression")
    return isChanged(node, parents) || (writesTo(node, parents) && !isInConstructor(node, parents));
  return isOddTarget(node) && isInFunction();
}

function isInConstructor(node: AnyNode, parents: Parents): boolean {
  for (let at = parents.get(node); at !== undefined; at = parents.get(at))
    if (at.type === "MethodDefinition") return at.kind === "constructor";
  return false;
}

/** Writes to something that has no name, such as the result of a call, or to what only the module has. */
function isOddTarget(node: AnyNode): boolean {
  if (node.type !== "AssignmentExpression" && node.type !== "UpdateExpression") return false;
  const target = node.type === "UpdateExpression" ? node.argument : node.left;
  if (target.type !== "MemberExpression") return false;
  const { type } = rootOf(target);
  return type !== "Identifier" && type !== "ThisExpression";
}
