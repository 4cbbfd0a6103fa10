// Reads and changes header pairs without regard to the case of their names.
import type { HeaderPairs } from "../contract/history.ts";

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The header's value, copies joined by ", " as Node joins them; null when it is absent. */
export function headerValue(headers: HeaderPairs, name: string): string | null {
  const values = headers.filter(([other]) => sameName(other, name)).map(([, value]) => value);
  return values.length === 0 ? null : values.join(", ");
}

export const withoutHeaders = (headers: HeaderPairs, names: readonly string[]): HeaderPairs =>
  headers.filter(([name]) => !names.some((other) => sameName(name, other)));

/** The same headers with every copy of one value rewritten in its place. */
export const rewriteHeader = (
  headers: HeaderPairs,
  name: string,
  rewrite: (value: string) => string,
): HeaderPairs => headers.map(([other, value]) => [other, sameName(other, name) ? rewrite(value) : value]);
