// What a variable holds, as far as its declaration shows.
import type { AnyNode, Expression } from "acorn";
import type { Scope, Variable } from "eslint-scope";
import { nameOf } from "./nodes.ts";

/**
 * `inert`: text, numbers and functions. `shop`: its calls are held and judged, so what they change is no memory of the
 * process. `tool`: what a package or a builtin made, and which does not change by being used. `package`: what is
 * imported. `table`: a list, set or object of inert values and tools. `given`: a parameter, or from another file of the
 * receiver. `unknown`: all else.
 */
export type Kind = "inert" | "shop" | "tool" | "package" | "table" | "given" | "unknown";

export function kindOf({ defs, scope }: Variable): Kind {
  const [definition] = defs;
  if (definition === undefined || defs.length > 1) return "unknown";
  const node = definition.node as unknown as AnyNode;
  const parent = definition.parent as unknown as AnyNode | null;
  switch (definition.type) {
    case "FunctionName":
      return "inert";
    case "ClassName":
      return isPlainClass(node) ? "inert" : "unknown";
    case "ImportBinding":
      return parent?.type === "ImportDeclaration" ? kindOfImport(String(parent.source.value)) : "unknown";
    case "Parameter":
      return "given";
    case "Variable":
      if (node.type !== "VariableDeclarator" || parent?.type !== "VariableDeclaration") return "unknown";
      if (parent.kind !== "const" || node.init == null) return "unknown";
      if (isRequire(node.init, scope)) return kindOfImport(nameOf(node.init.arguments[0] ?? node.init));
      if (node.id.type === "Identifier") return new Declared(scope).kindOf(node.init);
      return isEnvironment(node.init) ? "inert" : "unknown";
    default:
      return "unknown";
  }
}

function kindOfImport(source: string): Kind {
  if (source === "shop") return "shop";
  return source.startsWith(".") ? "given" : "package";
}

type Call = Extract<AnyNode, { type: "CallExpression" }>;

/** CommonJS: what Node's own `require` gives by a name that stands there. */
function isRequire(value: AnyNode, scope: Scope): value is Call {
  if (value.type !== "CallExpression" || value.callee.type !== "Identifier") return false;
  if (value.callee.name !== "require" || value.arguments[0]?.type !== "Literal") return false;
  for (let at: Scope | null = scope; at !== null; at = at.upper) if (at.set.has("require")) return false;
  return true;
}

/** Without fields of its own: those of an instance are `this`, and looked at there. */
const isPlainClass = (node: AnyNode): boolean =>
  node.type === "ClassDeclaration" && node.body.body.every(({ type }) => type === "MethodDefinition");

const isEnvironment = (node: AnyNode): boolean =>
  node.type === "MemberExpression" && nameOf(node) === "env" && nameOf(node.object) === "process";

/** Calls of packages and builtins whose result does not change by being used. */
const toolMakers = new Set([
  ...["express", "Router", "raw", "json", "text", "urlencoded", "createServer", "Webhook", "Webhooks"],
  ...["Stripe", "createPublicKey", "createSecretKey"],
]);
/** Of Buffer alone: an array that is made by a function of the same name may hold objects that change. */
const bufferMakers = new Set(["from", "concat"]);
const textMakers = new Set([
  ...["String", "Number", "Boolean", "toString", "trim", "replace", "replaceAll", "slice", "join"],
  ...["toLowerCase", "toUpperCase", "startsWith", "endsWith", "includes", "some", "every"],
]);
const collections = new Set(["Set", "Map"]);
/** Of a table: another one with some of what was in it. */
const tableMakers = new Set(["filter", "slice", "concat"]);

/** Values as they are written within a scope, and within a function that is given elements of a table. */
class Declared {
  readonly #scope: Scope;
  readonly #elements: ReadonlySet<string>;

  constructor(scope: Scope, elements: readonly string[] = []) {
    this.#scope = scope;
    this.#elements = new Set(elements);
  }

  kindOf(value: AnyNode): Kind {
    switch (value.type) {
      case "Literal":
        return value.regex != null && /[gy]/.test(value.regex.flags) ? "unknown" : "inert";
      case "TemplateLiteral":
      case "BinaryExpression":
      case "UnaryExpression":
      case "ArrowFunctionExpression":
      case "FunctionExpression":
        return "inert";
      case "Identifier":
        return this.#kindOfName(value.name);
      case "MemberExpression":
        return isEnvironment(value.object) ? "inert" : "unknown";
      case "LogicalExpression":
        return leastOf([value.left, value.right].map((one) => this.kindOf(one)));
      case "ConditionalExpression":
        return leastOf([value.consequent, value.alternate].map((one) => this.kindOf(one)));
      case "AwaitExpression":
        return this.kindOf(value.argument);
      case "ChainExpression":
        return this.kindOf(value.expression);
      case "ArrayExpression":
        return this.#tableOf(value.elements);
      case "ObjectExpression":
        return this.#tableOf(value.properties.map((one) => (one.type === "Property" ? one.value : null)));
      case "CallExpression":
      case "NewExpression":
        return this.#kindOfResult(value);
      default:
        return "unknown";
    }
  }

  #kindOfName(name: string): Kind {
    if (this.#elements.has(name)) return "inert";
    for (let scope: Scope | null = this.#scope; scope !== null; scope = scope.upper) {
      const variable = scope.set.get(name);
      if (variable !== undefined) return kindOf(variable);
    }
    return name === "undefined" ? "inert" : "unknown";
  }

  /** Of values that are no tables themselves: what is taken out of it cannot be changed either. */
  #tableOf(values: readonly (AnyNode | null)[]): Kind {
    const isFlat = values.every((one) => one !== null && isSingle(this.kindOf(one)));
    return isFlat ? "table" : "unknown";
  }

  #kindOfResult(call: Extract<Expression, { type: "CallExpression" | "NewExpression" }>): Kind {
    const { callee, arguments: given } = call;
    const [first] = given;
    const name = nameOf(callee);
    if (callee.type === "MemberExpression") {
      const of = this.kindOf(callee.object);
      if (of === "table" && tableMakers.has(name)) return "table";
      if (of === "table" && name === "map") return this.#mapped(first);
      if (of === "inert" && name === "split") return "table";
      if (textMakers.has(name) && (of === "inert" || of === "table")) return "inert";
      if (bufferMakers.has(name)) return nameOf(callee.object) === "Buffer" ? "tool" : "unknown";
    } else if (textMakers.has(name)) return "inert";
    if (isBareCopy(call)) return leastOf(given.slice(1).map((one) => this.kindOf(one)));
    if (name === "freeze" && first !== undefined) return this.kindOf(first);
    if (call.type === "NewExpression" && collections.has(name)) return this.#collection(first);
    return toolMakers.has(name) ? "tool" : "unknown";
  }

  /** By an arrow function that is one expression. */
  #mapped(by: AnyNode | undefined): Kind {
    if (by?.type !== "ArrowFunctionExpression" || by.body.type === "BlockStatement") return "unknown";
    const names = by.params.map((one) => nameOf(one.type === "AssignmentPattern" ? one.left : one));
    return isSingle(new Declared(this.#scope, names).kindOf(by.body)) ? "table" : "unknown";
  }

  #collection(of: AnyNode | undefined): Kind {
    if (of === undefined) return "table";
    if (of.type !== "ArrayExpression") return this.kindOf(of) === "table" ? "table" : "unknown";
    const parts = of.elements.flatMap((one) => (one?.type === "ArrayExpression" ? one.elements : [one]));
    return this.#tableOf(parts);
  }
}

/** A table without a prototype: `Object.assign(Object.create(null), …)`. */
function isBareCopy({ callee, arguments: [first] }: Pick<Call, "callee" | "arguments">): boolean {
  if (callee.type !== "MemberExpression" || nameOf(callee.object) !== "Object") return false;
  if (nameOf(callee) !== "assign" || first?.type !== "CallExpression") return false;
  const { callee: maker, arguments: made } = first;
  const isMade = maker.type === "MemberExpression" && nameOf(maker.object) === "Object";
  // The only literal that is taken for a prototype is null.
  return isMade && nameOf(maker) === "create" && made[0]?.type === "Literal";
}

const isSingle = (kind: Kind): boolean => kind === "inert" || kind === "tool";

const order: readonly Kind[] = ["inert", "shop", "tool", "package", "table", "given", "unknown"];
const leastOf = (kinds: readonly Kind[]): Kind =>
  order[Math.max(...kinds.map((kind) => order.indexOf(kind)))] ?? "unknown";
