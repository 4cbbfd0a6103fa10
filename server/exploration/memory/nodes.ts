// Reads single nodes of a syntax tree.
import type { AnyNode } from "acorn";

export const isFunction = ({ type }: AnyNode): boolean =>
  type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";

/** The name of an identifier, the last one of a member, and of a private one; empty when it is computed. */
export function nameOf(node: AnyNode): string {
  if (node.type === "Identifier" || node.type === "PrivateIdentifier") return node.name;
  if (node.type === "Literal") return String(node.value);
  return node.type === "MemberExpression" && !node.computed ? nameOf(node.property) : "";
}

/** Where a chain of members and calls begins: `a` of `a.b().c`. */
export function rootOf(node: AnyNode): AnyNode {
  if (node.type === "MemberExpression") return rootOf(node.object);
  if (node.type === "CallExpression") return rootOf(node.callee);
  if (node.type === "ChainExpression") return rootOf(node.expression);
  return node;
}
