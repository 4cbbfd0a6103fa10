// Holds the compiled designs: what an answer claims that can be run, and everything about one of them.
import type { DesignUnit } from "../../content/schema/design.ts";
import type { ClaimedDesign, DesignView } from "../contract/designs.ts";
import { compileDesign, findClaimedDesigns } from "./designs.ts";
import { readAnswer } from "./reading.ts";

export interface DesignBank {
  /** Of any text at all, in its order. */
  claimedIn(answer: string): ClaimedDesign[];
  /** Null when there is no such design. */
  find(designId: string): DesignView | null;
}

export function createDesignBank(units: readonly DesignUnit[]): DesignBank {
  const compiled = units.map(({ design }) => compileDesign(design));
  const views = new Map(units.map((unit) => [unit.design.id, viewOf(unit)]));
  return {
    claimedIn: (answer) => findClaimedDesigns(readAnswer(answer), compiled),
    find: (designId) => views.get(designId) ?? null,
  };
}

function viewOf({ design, files }: DesignUnit): DesignView {
  const { id, title, claim, scenario, scheme, shows, asks, lesson, taught } = design;
  return {
    ...{ id, title, claim, files, scenario, scheme, asks, lesson },
    ...(shows !== undefined && { shows }),
    ...(taught !== undefined && { taught }),
  };
}
