// Whether requests could tell each other anything through the receiver's own memory, judged by its code and carefully.
import {
  type AnyNode,
  type Expression,
  type ModuleDeclaration,
  type Program,
  parse,
  type Statement,
} from "acorn";
import { fullAncestor } from "acorn-walk";

/**
 * True unless the code shows that nothing outlives a request but the shop: every value at the top of a file is fixed,
 * and no function changes anything but what it made or was given. It errs on the side of true, which only costs a
 * search time. What is changed at run time through ways that no code shows is seen by the sandbox's fingerprint.
 *
 * @param modules file name to JavaScript, types removed
 */
export function mayKeepMemory(modules: ReadonlyMap<string, string>): boolean {
  return [...modules.values()].some((text) => {
    try {
      const program = parse(text, { ecmaVersion: "latest", sourceType: "module" });
      return !program.body.every(isFixed) || changesWhatIsShared(program);
    } catch {
      // CommonJS that is no module, or something newer than the parser.
      return true;
    }
  });
}

/** A statement at the top of a file that leaves nothing behind that could change later. */
function isFixed(statement: Statement | ModuleDeclaration): boolean {
  switch (statement.type) {
    case "ImportDeclaration":
    case "FunctionDeclaration":
    case "ExpressionStatement":
    case "IfStatement":
    case "ThrowStatement":
    case "ForOfStatement":
    case "EmptyStatement":
    case "ExportAllDeclaration":
    case "ExportDefaultDeclaration":
      return true;
    case "ExportNamedDeclaration":
      return statement.declaration == null || isFixed(statement.declaration);
    case "ClassDeclaration":
      return statement.body.body.every(({ type }) => type === "MethodDefinition");
    case "VariableDeclaration":
      return (
        statement.kind === "const" &&
        statement.declarations.every(({ init }) => init != null && isFixedValue(init))
      );
    default:
      return false;
  }
}

/** Calls whose result holds no state that a later call of it could change, given fixed arguments. */
const makers = new Set([
  ...[
    "express",
    "Router",
    "raw",
    "json",
    "text",
    "urlencoded",
    "createServer",
    "Webhook",
    "Stripe",
    "Buffer",
  ],
  ...["from", "concat", "String", "Number", "Boolean", "createPublicKey", "createSecretKey", "freeze"],
  ...[
    "filter",
    "map",
    "flatMap",
    "slice",
    "split",
    "trim",
    "replace",
    "replaceAll",
    "join",
    "toString",
    "startsWith",
  ],
  ...["query", "transaction", "process"],
]);

function isFixedValue(value: Expression): boolean {
  switch (value.type) {
    case "Literal":
      return !/[gy]/.test(value.regex?.flags ?? "");
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "Identifier":
      return true;
    case "MemberExpression":
      return value.object.type !== "Super" && isFixedValue(value.object);
    case "ArrayExpression":
      return value.elements.every(
        (element) => element !== null && element.type !== "SpreadElement" && isFixedValue(element),
      );
    case "ObjectExpression":
      return value.properties.every(
        (property) => property.type === "Property" && isFixedValue(property.value),
      );
    case "TemplateLiteral":
      return value.expressions.every(isFixedValue);
    case "UnaryExpression":
    case "AwaitExpression":
      return isFixedValue(value.argument);
    case "BinaryExpression":
    case "LogicalExpression":
      return value.left.type !== "PrivateIdentifier" && isFixedValue(value.left) && isFixedValue(value.right);
    case "ConditionalExpression":
      return [value.consequent, value.alternate].every(isFixedValue);
    case "ChainExpression":
      return isFixedValue(value.expression);
    case "CallExpression":
    case "NewExpression":
      return makers.has(nameOf(value.callee)) && isFixedReceiver(value.callee);
    default:
      return false;
  }
}

const isFixedReceiver = (callee: AnyNode): boolean =>
  callee.type !== "MemberExpression" || callee.object.type === "Super" || isFixedValue(callee.object);

/** Names through which a function reaches what all requests share. */
const shared = new Set(["globalThis", "global", "locals", "prototype", "__proto__", "socket", "server"]);

/** Methods that change what they are called on. */
const changing = new Set([
  ...[
    "set",
    "add",
    "delete",
    "clear",
    "push",
    "pop",
    "shift",
    "unshift",
    "splice",
    "sort",
    "reverse",
    "fill",
  ],
  ...[
    "copyWithin",
    "write",
    "defineProperty",
    "setPrototypeOf",
    "assign",
    "enable",
    "disable",
    "on",
    "once",
    "emit",
  ],
]);

/** Looks into functions alone: what stands outside of them runs once, before any request. */
function changesWhatIsShared(program: Program): boolean {
  const shares = namesAtTop(program);
  let isChanging = false;
  fullAncestor(program, (node, _state, ancestors) => {
    if (!ancestors.some(({ type }) => /Function/.test(type))) return;
    const one = node as AnyNode;
    const parent = ancestors.at(-2) as AnyNode | undefined;
    if (one.type === "Identifier") isChanging ||= shared.has(one.name) || isProcessItself(one.name, parent);
    if (one.type === "AssignmentExpression" || one.type === "UpdateExpression") {
      const target = one.type === "UpdateExpression" ? one.argument : one.left;
      isChanging ||= shares.has(rootOf(target));
    }
    if (one.type !== "CallExpression") return;
    const { callee } = one;
    isChanging ||=
      callee.type === "MemberExpression" && changing.has(nameOf(callee)) && shares.has(rootOf(callee));
  });
  return isChanging;
}

/** `process.env.NAME` is only read here; whoever assigns to it is caught as any assignment to something shared. */
const isProcessItself = (name: string, parent: AnyNode | undefined): boolean =>
  name === "process" && !(parent?.type === "MemberExpression" && ["env", "process"].includes(nameOf(parent)));

function namesAtTop(program: Program): Set<string> {
  const names = new Set(["process"]);
  for (const statement of program.body) {
    const declared =
      statement.type === "ExportNamedDeclaration" ? (statement.declaration ?? statement) : statement;
    // What the shop is told is held, ordered and judged; it is no memory of the process.
    if (declared.type === "ImportDeclaration" && declared.source.value !== "shop")
      for (const { local } of declared.specifiers) names.add(local.name);
    else if (declared.type === "FunctionDeclaration" || declared.type === "ClassDeclaration")
      names.add(declared.id?.name ?? "");
    else if (declared.type === "VariableDeclaration")
      for (const { id } of declared.declarations) addNames(id, names);
  }
  return names;
}

function addNames(pattern: AnyNode, names: Set<string>): void {
  if (pattern.type === "Identifier") names.add(pattern.name);
  if (pattern.type === "ArrayPattern")
    for (const one of pattern.elements) if (one !== null) addNames(one, names);
  if (pattern.type === "ObjectPattern")
    for (const one of pattern.properties) addNames(one.type === "Property" ? one.value : one.argument, names);
}

/** The last name of a member or a call: `b` of `a.b()`. */
function nameOf(node: AnyNode): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" && !node.computed ? nameOf(node.property) : "";
}

/** The first name: `a` of `a.b().c`. */
function rootOf(node: AnyNode): string {
  if (node.type === "MemberExpression") return rootOf(node.object);
  if (node.type === "CallExpression") return rootOf(node.callee);
  return node.type === "Identifier" ? node.name : "";
}
