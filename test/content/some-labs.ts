// Which labs a test goes through: all where the variable CI is set, elsewhere one of each kind of attack.
import type { LabUnit } from "../../content/schema/lab-unit.ts";

const few = ["no-verification", "the-race", "swallowed-error"];

export function someLabs(units: readonly LabUnit[]): (readonly [string, LabUnit])[] {
  const all = units.map((unit) => [unit.lab.id, unit] as const);
  return process.env.CI === undefined ? all.filter(([id]) => few.includes(id)) : all;
}
