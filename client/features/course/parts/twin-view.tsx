// Two handlers that got the very same requests, side by side, and the point at which they part.
import { useState } from "react";
import { firstDivergence, type Side } from "../../../../content/schema/divergence.ts";
import type { Run } from "../../../../content/schema/lesson.ts";
import type { History } from "../../../../server/contract/history.ts";
import { Callout } from "../../../components/callout.tsx";
import { Glyph } from "../../../components/glyph.tsx";
import { Segmented } from "../../../components/segmented.tsx";
import { pick, useLesson } from "../lesson-context.ts";
import { type RequestStory, tellRequests } from "../run-facts.ts";
import { HistoryView } from "./history-view.tsx";
import styles from "./twin.module.css";

interface TwinViewProps {
  run: Run;
  main: History;
  against: History;
}

type Which = "main" | "against";

export function TwinView({ run, main, against }: TwinViewProps) {
  const { lesson } = useLesson();
  const names = {
    main: pick(lesson.handlers, run.handler).label,
    against: pick(lesson.handlers, run.against ?? run.handler).label,
  };
  const [which, setWhich] = useState<Which>("main");
  const divergence = firstDivergence(main, against);
  const seqs = { main: divergence?.one.seq ?? null, against: divergence?.other.seq ?? null };
  const [selected, setSelected] = useState<number | null>(null);
  return (
    <div className={styles.twin}>
      <div className={styles.sides}>
        <SideView name={names.main} stories={tellRequests(main)} parted={divergence?.index ?? null} />
        <SideView name={names.against} stories={tellRequests(against)} parted={divergence?.index ?? null} />
      </div>
      {divergence === null ? null : (
        <Callout tone="hostile" title="Here they part">
          <p>
            The same bytes, twice. At “{names.main}” the request {tell(divergence.one)}. At “{names.against}”
            it {tell(divergence.other)}. Below, the timeline is marked at this point.
          </p>
        </Callout>
      )}
      <Segmented
        label="Timeline of"
        className={styles.which}
        size="sm"
        value={which}
        onChange={(next) => {
          setWhich(next);
          setSelected(null);
        }}
        options={[
          { value: "main", label: names.main },
          { value: "against", label: names.against },
        ]}
      />
      <HistoryView
        key={which}
        history={which === "main" ? main : against}
        selected={selected ?? seqs[which]}
        onSelect={setSelected}
      />
    </div>
  );
}

function tell({ told, effects }: Side): string {
  return effects.length === 0 ? `${told} and changed nothing` : `${told}, and then: ${effects.join("; ")}`;
}

function SideView({
  name,
  stories,
  parted,
}: {
  name: string;
  stories: RequestStory[];
  parted: number | null;
}) {
  return (
    <div className={styles.side}>
      <h3 className={styles.name}>{name}</h3>
      <ol className={styles.requests}>
        {stories.map(({ id, hostile, what, answer, effects }, index) => (
          <li key={id} data-parted={index === parted || undefined}>
            <span className={styles.what}>
              <Glyph tone={hostile ? "hostile" : "genuine"} /> {what}
            </span>
            <span className={styles.answer}>{answer}</span>
            {effects.length === 0 ? (
              <span className={styles.effect}>nothing changed</span>
            ) : (
              effects.map((effect) => (
                <span key={effect} className={styles.effect} data-real="">
                  <Glyph tone="effect" /> {effect}
                </span>
              ))
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
