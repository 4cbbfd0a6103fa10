// One design that an answer claims: quoted, run on request, and asked about with what the run has shown.
import { lazy, Suspense, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import styles from "./claimed-design.module.css";
import { DesignTurnView } from "./design-turn.tsx";
import type { DesignTurn } from "./design-turns.ts";

const DesignRun = lazy(() => import("./design-run.tsx"));

interface ClaimedDesignProps {
  design: { readonly id: string; readonly title: string };
  /** The learner's own words that claim it. */
  said: string;
  /** What the run came to; null before it was run. */
  turn: DesignTurn | null;
  /** The first of those that were not run yet. */
  isNext: boolean;
  onChange: (turn: DesignTurn) => void;
}

export function ClaimedDesign({ design, said, turn, isNext, onChange }: ClaimedDesignProps) {
  const [run, setRun] = useState<"offered" | "stopped" | "running" | "over">("offered");
  const title = <h2 className={styles.title}>You claim: {design.title}</h2>;
  if (turn !== null) {
    return (
      <Card className={styles.claim}>
        {title}
        <DesignTurnView turn={turn} takesFocus={run === "over"} onChange={onChange} />
      </Card>
    );
  }
  return (
    <Card className={styles.claim}>
      <div>
        {title}
        <p className={styles.said}>“{said}”</p>
      </div>
      {run === "running" ? (
        <Suspense fallback={<Skeleton label="The run is getting ready" lines={2} />}>
          <DesignRun
            designId={design.id}
            onStop={() => setRun("stopped")}
            onTold={(told) => {
              setRun("over");
              onChange({ design: design.id, said, told, answer: "", isAnswered: false });
            }}
          />
        </Suspense>
      ) : (
        <Offer isStopped={run === "stopped"} isNext={isNext} onRun={() => setRun("running")} />
      )}
    </Card>
  );
}

interface OfferProps {
  isStopped: boolean;
  isNext: boolean;
  onRun: () => void;
}

function Offer({ isStopped, isNext, onRun }: OfferProps) {
  return (
    <div className={styles.offer}>
      <p>
        {isStopped
          ? "You stopped the run. What was tried until then is no verdict."
          : "There is a receiver that is built so. Run it through every schedule within a bound, and hear what your interviewer asks then."}
      </p>
      <Button variant={isNext && !isStopped ? "primary" : "plain"} autoFocus={isStopped} onClick={onRun}>
        {isStopped ? "Run it again" : "Run it"}
      </Button>
    </div>
  );
}
