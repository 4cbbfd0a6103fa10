// The labs: every receiver that can be broken and repaired, from easy to hard, and how far one is with each.
/// <reference path="../../api/virtual-labs.d.ts" />
import labs from "virtual:labs";
import type { LabOutline } from "../../../content/schema/lab.ts";
import { useLive } from "../../api/live.ts";
import { useMilestones } from "../../api/use-milestones.ts";
import { ButtonLink } from "../../components/button.tsx";
import { Contents, ContentsRow } from "../../components/contents.tsx";
import { isSolved, tellState } from "./lab-milestones.ts";

export default function LabsPage() {
  const all = useLive(labs);
  const { reached, isKnown } = useMilestones();
  const next = all.find((lab) => !isSolved(lab, reached));
  const solved = all.filter((lab) => isSolved(lab, reached)).length;
  return (
    <Contents
      title="Labs"
      lead="Each lab is a receiver that went wrong somewhere. Break it with an attack of your own, repair it, and have your repair proved: by your own attack, by variants that you have not seen, and by every schedule within a bound. Any design that holds is accepted."
      summary={
        <>
          {next === undefined ? null : (
            <ButtonLink variant="primary" to={`/labs/${next.id}`}>
              {solved === 0 ? "Start with the first" : `Go on with lab ${next.order}`}
            </ButtonLink>
          )}
          <p>
            {solved} of {all.length} labs proved
          </p>
        </>
      }
    >
      {all.map((lab) => (
        <ContentsRow
          key={lab.id}
          number={lab.order}
          to={`/labs/${lab.id}`}
          title={lab.title}
          text={lab.summary}
          state={isKnown ? (tellState(lab, reached) ?? describe(lab)) : null}
        />
      ))}
    </Contents>
  );
}

function describe({ level, minutes, isInverted }: LabOutline): string {
  return `${level}, ${minutes} minutes${isInverted ? ", with a hunt" : ""}`;
}
