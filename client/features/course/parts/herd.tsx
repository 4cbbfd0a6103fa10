// Deliveries that failed in the same second, and how many of them come in the busiest second of each retry.
import { useState } from "react";
import type { AskedHerd, HerdWave } from "../../../../server/contract/retry-life.ts";
import { getHerd } from "../../../api/mechanisms.ts";
import { describeError, useComputed } from "../../../api/queries.ts";
import { Card } from "../../../components/card.tsx";
import { DataTable } from "../../../components/data-table.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { Slider } from "../../../components/slider.tsx";
import { ErrorState } from "../../../components/states.tsx";
import styles from "./herd.module.css";
import { formatHours, percent } from "./time-axis.ts";

const start: AskedHerd = { deliveries: 1_000, jitterPercent: 0 };
const steps = { deliveries: [10, 100, 1_000, 5_000], jitterPercent: [0, 5, 10, 20, 50] } as const;

export function Herd() {
  const [asked, setAsked] = useState(start);
  const { data, error } = useComputed("herd", asked, getHerd);
  return (
    <div data-wide="">
      <Card className={styles.card}>
        <div className={styles.controls}>
          <Slider
            label="Failed in the same second"
            steps={steps.deliveries}
            value={asked.deliveries}
            onChange={(deliveries) => setAsked((before) => ({ ...before, deliveries }))}
            tell={(value) => `${count(value)} deliveries`}
          />
          <Slider
            label="Jitter"
            steps={steps.jitterPercent}
            value={asked.jitterPercent}
            onChange={(jitterPercent) => setAsked((before) => ({ ...before, jitterPercent }))}
            tell={(value) => (value === 0 ? "none" : `up to ${value} % earlier or later`)}
          />
        </div>
        {data !== undefined ? (
          <Waves waves={data.result.waves.slice(1)} deliveries={data.asked.deliveries} />
        ) : error ? (
          <ErrorState {...describeError(error)} where="The retries" />
        ) : (
          <Skeleton label="The retries are being counted" lines={9} />
        )}
      </Card>
    </div>
  );
}

function Waves({ waves, deliveries }: { waves: readonly HerdWave[]; deliveries: number }) {
  return (
    <>
      <DataTable
        caption="Retries by the schedule of Standard Webhooks, played"
        showCaption
        rows={waves}
        rowKey={({ number }) => number}
        columns={[
          { key: "number", header: "Attempt", isRowHeader: true, cell: ({ number }) => number },
          {
            key: "busiest",
            header: "Busiest second",
            kind: "figure",
            cell: ({ busiestSecond }) => (
              <span className={styles.busiest}>
                <span className={styles.bar} style={{ width: percent(busiestSecond / deliveries) }} />
                <span>{count(busiestSecond)}</span>
              </span>
            ),
          },
          { key: "from", header: "From", kind: "figure", cell: ({ fromMs }) => formatHours(fromMs) },
          {
            key: "spread",
            header: "Spread over",
            kind: "figure",
            cell: ({ fromMs, toMs }) => (toMs === fromMs ? "one moment" : formatHours(toMs - fromMs)),
          },
        ]}
      />
      <p className={styles.result} aria-live="polite">
        {tellWaves(waves)}
      </p>
    </>
  );
}

function tellWaves(waves: readonly HerdWave[]): string {
  const [second, , fourth] = waves;
  if (second === undefined || fourth === undefined) return "";
  if (fourth.fromMs === fourth.toMs)
    return `All of them come at the same moment, with every attempt: ${count(second.busiestSecond)} requests at once.`;
  return `Pauses grow, and the same share of a longer pause is more time: in the busiest second ${count(second.busiestSecond)} come with the second attempt, ${count(fourth.busiestSecond)} with the fourth.`;
}

const count = (value: number) => new Intl.NumberFormat("en-GB").format(value);
