// A burst of events against three receivers: move what matters, and see the line, the requests and the waiting.
import { useState } from "react";
import type { AskedBurst, Burst as Played } from "../../../../server/contract/burst.ts";
import { getBurst } from "../../../api/mechanisms.ts";
import { describeError, useComputed } from "../../../api/queries.ts";
import { Card } from "../../../components/card.tsx";
import { Field } from "../../../components/field.tsx";
import { Select } from "../../../components/select.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { Slider } from "../../../components/slider.tsx";
import { ErrorState } from "../../../components/states.tsx";
import { formatDuration } from "../../../timeline/time-format.ts";
import styles from "./burst.module.css";
import { BurstPlots } from "./burst-plots.tsx";
import { BurstTable, MomentsTable } from "./burst-tables.tsx";
import { count, tellBurst } from "./burst-words.ts";

const start: AskedBurst = {
  events: 1_000,
  workMs: 2_000,
  workers: 4,
  timeoutMs: 15_000,
  jitterPercent: 0,
  profile: "standard-webhooks",
};
const steps = {
  events: [10, 50, 100, 500, 1_000, 5_000],
  workMs: [20, 100, 500, 2_000, 5_000, 20_000],
  workers: [1, 2, 4, 8, 16, 32],
  timeoutMs: [3_000, 5_000, 10_000, 15_000, 30_000],
  jitterPercent: [0, 5, 10, 20, 50],
} as const;

export function Burst() {
  const [asked, setAsked] = useState(start);
  const { data, error } = useComputed("burst", asked, getBurst);
  const set =
    <Key extends keyof AskedBurst>(key: Key) =>
    (value: AskedBurst[Key]) =>
      setAsked((before) => ({ ...before, [key]: value }));
  const slider = <Key extends keyof typeof steps>(
    key: Key,
    label: string,
    tell: (value: number) => string = formatDuration,
  ) => <Slider label={label} steps={steps[key]} value={asked[key]} onChange={set(key)} tell={tell} />;
  return (
    <div data-wide="">
      <Card className={styles.card}>
        <div className={styles.controls}>
          {slider("events", "Events within a second", count)}
          {slider("workMs", "Work for one event")}
          {slider("workers", "Workers", String)}
          {slider("timeoutMs", "The provider waits")}
          {slider("jitterPercent", "Jitter of its retries", (value) => (value === 0 ? "none" : `${value} %`))}
          <Field label="What failed is sent again">
            <Select
              value={asked.profile}
              onChange={set("profile")}
              options={[
                { value: "standard-webhooks", label: "for three days (Standard Webhooks)" },
                { value: "slack", label: "for six minutes (Slack)" },
                { value: "github", label: "never (GitHub)" },
              ]}
            />
          </Field>
        </div>
        {data !== undefined ? (
          <Met asked={data.asked} burst={data.result} />
        ) : error ? (
          <ErrorState {...describeError(error)} where="The burst" />
        ) : (
          <Skeleton label="The burst is being played" lines={12} />
        )}
      </Card>
    </div>
  );
}

function Met({ asked, burst }: { asked: AskedBurst; burst: Played }) {
  return (
    <>
      <BurstPlots burst={burst} />
      <p className={styles.result} aria-live="polite">
        {tellBurst(asked, burst)}
      </p>
      <BurstTable burst={burst} />
      <MomentsTable burst={burst} />
    </>
  );
}
