// Holds the designs to their own examples: each claim is found where it is made, and nowhere else.
import type { Design } from "../../content/schema/design.ts";
import type { ContentProblem } from "../../content/schema/problem.ts";
import type { Question } from "../../content/schema/question.ts";
import { type ClaimableDesign, compileDesign, findClaimedDesigns } from "./designs.ts";
import { type Reading, readAnswer } from "./reading.ts";

/** Share of all right points' exemplars that may claim a design: what holds is a right point, too. */
const MAX_RIGHT_SHARE = 0.03;

type Fault = Pick<ContentProblem, "rule" | "remedy">;

/** Everything that is wrong with the patterns of the designs. @param questions whose right points are no claims of a design. */
export function lintDesigns(designs: readonly Design[], questions: readonly Question[]): ContentProblem[] {
  const exemplars = questions.flatMap(({ points }) => points.flatMap((point) => point.exemplars));
  const rights = exemplars.map((text) => ({ text, reading: readAnswer(text) }));
  return designs.map(compileDesign).flatMap((one) => {
    const faults = [...missedFaults(one), ...nearFaults(one), ...rightFaults(one, rights)];
    return faults.map((fault) => ({ unit: `content/designs/${one.design.id}/design.yaml`, ...fault }));
  });
}

const isFound = (one: ClaimableDesign, reading: Reading) => findClaimedDesigns(reading, [one]).length > 0;

function missedFaults(one: ClaimableDesign): Fault[] {
  return [one.design.claim, ...one.design.exemplars]
    .filter((text) => !isFound(one, readAnswer(text)))
    .map((text) => ({
      rule: "The claim and every exemplar are found.",
      remedy: `"${text}" is not. Add the words it uses to the match groups, or see what "unless" takes away.`,
    }));
}

function nearFaults(one: ClaimableDesign): Fault[] {
  return one.design.near
    .filter((text) => isFound(one, readAnswer(text)))
    .map((text) => ({
      rule: "What only sounds alike is not found.",
      remedy: `"${text}" is taken for the claim. Narrow the patterns, or name under "unless" what tells it apart.`,
    }));
}

function rightFaults(
  one: ClaimableDesign,
  rights: readonly { readonly text: string; readonly reading: Reading }[],
): Fault[] {
  const found = rights.filter(({ reading }) => isFound(one, reading)).map(({ text }) => `"${text}"`);
  const share = found.length / Math.max(1, rights.length);
  if (share <= MAX_RIGHT_SHARE) return [];
  return [
    {
      rule: `At most ${MAX_RIGHT_SHARE * 100} % of the right points' exemplars claim a design.`,
      remedy: `${(share * 100).toFixed(1)} % do, for example ${found.slice(0, 3).join(", ")}. Narrow the patterns.`,
    },
  ];
}
