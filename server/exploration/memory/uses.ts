// What a piece of code does with a variable that was made before the request it runs for.
import type { AnyNode } from "acorn";
import type { Kind } from "./kinds.ts";
import { nameOf } from "./nodes.ts";

export type Parents = ReadonlyMap<AnyNode, AnyNode>;

/** Methods and functions that change what they are called on, or what they are given first. */
const changing = new Set([
  ...["set", "add", "delete", "clear", "push", "pop", "shift", "unshift", "splice", "sort", "reverse"],
  ...["fill", "copyWithin", "write", "next", "assign", "defineProperty", "defineProperties"],
  ...["setPrototypeOf", "deleteProperty", "enable", "disable", "on", "once", "emit", "addListener"],
  ...["getOrInsert", "getOrInsertComputed"],
]);
/** Those of a buffer: `writeUInt8`, `swap16` and their kin. */
const changingBytes = /^(?:write[A-Z]|swap\d)/;

const changes = (name: string): boolean => changing.has(name) || changingBytes.test(name);

/** A variable with the members and calls that follow it, and the names on that way. */
function wayFrom(start: AnyNode, parents: Parents) {
  const names: string[] = [];
  let node = start;
  for (;;) {
    const parent = parents.get(node);
    if (parent?.type === "MemberExpression" && parent.object === node) {
      // What is computed may be any name, but an index of a table is no method.
      const { property, computed } = parent;
      names.push(computed && property.type !== "Literal" ? "" : nameOf(property));
    } else if (parent?.type !== "ChainExpression") return { names, node, parent };
    node = parent;
  }
}

/** Whether something is assigned to it or to one of its members, or deleted from it. */
export function writesTo(start: AnyNode, parents: Parents): boolean {
  const { node, parent } = wayFrom(start, parents);
  if (parent === undefined) return false;
  switch (parent.type) {
    case "AssignmentExpression":
      return parent.left === node;
    case "UpdateExpression":
      return true;
    case "UnaryExpression":
      return parent.operator === "delete";
    case "ForInStatement":
    case "ForOfStatement":
      return parent.left === node;
    // A target within a pattern.
    case "ArrayPattern":
    case "RestElement":
      return true;
    case "Property":
      return parents.get(parent)?.type === "ObjectPattern" && parent.value === node;
    default:
      return false;
  }
}

/** Whether a method is called by which it changes. */
export function isChanged(start: AnyNode, parents: Parents): boolean {
  const { names, node, parent } = wayFrom(start, parents);
  return parent?.type === "CallExpression" && parent.callee === node && names.some(changes);
}

/** Whether nothing can be kept by using it like that. */
export function isHarmlessUse(start: AnyNode, kind: Kind, parents: Parents): boolean {
  if (writesTo(start, parents)) return false;
  if (kind === "shop") return true;
  const { names, node, parent } = wayFrom(start, parents);
  if (parent === undefined || kind === "unknown" || isChanged(start, parents)) return false;
  const isCall = parent.type === "CallExpression" || parent.type === "NewExpression";
  const isMember = names.length > 0;
  if (isCall && parent.callee === node) {
    if (kind === "given") return !isMember;
    // `table[name]()` could be any method of it.
    return kind === "inert" || names.at(-1) !== "";
  }
  if (isAsked(parent, node)) return true;
  if (kind === "given") return false;
  if (isCall) return (isMember || kind !== "table") && !changes(nameOf(parent.callee));
  // Whatever else takes it could change it under another name.
  return kind === "inert" || kind === "tool" || (isMember && kind === "table");
}

/** It is read on the spot, and goes nowhere. */
function isAsked(parent: AnyNode, node: AnyNode): boolean {
  switch (parent.type) {
    case "BinaryExpression":
    case "UnaryExpression":
    case "TemplateLiteral":
    case "SpreadElement":
      return true;
    case "IfStatement":
    case "ConditionalExpression":
    case "WhileStatement":
      return parent.test === node;
    case "ForOfStatement":
    case "ForInStatement":
      return parent.right === node;
    default:
      return false;
  }
}
