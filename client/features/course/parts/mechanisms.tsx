// Webhook, polling and publish/subscribe on the same day of events: move what matters, and see what each one costs.
import { useState } from "react";
import type { ComparedDay, Comparison, MechanismFigures } from "../../../../server/contract/mechanisms.ts";
import { describeError, useComparison } from "../../../api/queries.ts";
import { Card } from "../../../components/card.tsx";
import { DataTable } from "../../../components/data-table.tsx";
import { Field } from "../../../components/field.tsx";
import { Select } from "../../../components/select.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { Slider } from "../../../components/slider.tsx";
import { ErrorState } from "../../../components/states.tsx";
import { formatDuration } from "../../../timeline/time-format.ts";
import styles from "./mechanisms.module.css";
import { PausePlot } from "./pause-plot.tsx";

const start: ComparedDay = {
  eventsPerHour: 10,
  pollSeconds: 60,
  outageMinutes: 0,
  consumers: 1,
  profile: "standard-webhooks",
};
const steps = {
  eventsPerHour: [0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600],
  pollSeconds: [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200],
  outageMinutes: [0, 1, 10, 60, 240, 720],
  consumers: [1, 2, 3, 5, 10, 20],
} as const;

export function Mechanisms() {
  const [day, setDay] = useState(start);
  const { data, error } = useComparison(day);
  const set =
    <Key extends keyof ComparedDay>(key: Key) =>
    (value: ComparedDay[Key]) =>
      setDay((before) => ({ ...before, [key]: value }));
  return (
    <div data-wide="">
      <Card className={styles.card}>
        <div className={styles.controls}>
          <Slider
            label="Events"
            steps={steps.eventsPerHour}
            value={day.eventsPerHour}
            onChange={set("eventsPerHour")}
            tell={(value) => (value < 1 ? "1 every two hours" : `${value} an hour`)}
          />
          <Slider
            label="Polling asks every"
            steps={steps.pollSeconds}
            value={day.pollSeconds}
            onChange={set("pollSeconds")}
            tell={(value) => formatDuration(value * 1_000)}
          />
          <Slider
            label="Receiver down at 08:00"
            steps={steps.outageMinutes}
            value={day.outageMinutes}
            onChange={set("outageMinutes")}
            tell={(value) => (value === 0 ? "not at all" : `for ${formatDuration(value * 60_000)}`)}
          />
          <Slider
            label="Services that want to know"
            steps={steps.consumers}
            value={day.consumers}
            onChange={set("consumers")}
            tell={String}
          />
          <Field label="Nobody answers: webhooks are sent again">
            <Select
              value={day.profile}
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
          <Measured day={day} comparison={data} />
        ) : error ? (
          <ErrorState {...describeError(error)} where="The comparison" />
        ) : (
          <Skeleton label="The day is being played" lines={8} />
        )}
      </Card>
    </div>
  );
}

function Measured({ day, comparison }: { day: ComparedDay; comparison: Comparison }) {
  const { webhook, polling, pubSub } = comparison;
  return (
    <>
      <DataTable
        caption={`One day with ${comparison.events} events, measured`}
        showCaption
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { key: "what", header: "Measured", isRowHeader: true, cell: ({ name }) => name },
          { key: "webhook", header: "Webhook", kind: "figure", cell: ({ tell }) => tell(webhook) },
          { key: "polling", header: "Polling", kind: "figure", cell: ({ tell }) => tell(polling) },
          { key: "pubsub", header: "Pub/sub", kind: "figure", cell: ({ tell }) => tell(pubSub) },
        ]}
      />
      <p className={styles.result} aria-live="polite">
        {tellResult(day, comparison)}
      </p>
      <div className={styles.plots}>
        <PausePlot
          title="Requests a day"
          points={comparison.sweep.map(({ pollSeconds, requests }) => ({ pollSeconds, value: requests }))}
          webhook={webhook.requests}
          current={day.pollSeconds}
          marks={[10, 100, 1_000, 10_000, 100_000, 1_000_000]}
          tell={count}
        />
        <PausePlot
          title="Until half of the events are known"
          points={comparison.sweep.map(({ pollSeconds, medianMs }) => ({
            pollSeconds,
            value: medianMs ?? 0,
          }))}
          webhook={webhook.medianMs ?? 0}
          current={day.pollSeconds}
          marks={[100, 1_000, 10_000, 60_000, 600_000, 3_600_000]}
          tell={formatDuration}
        />
      </div>
    </>
  );
}

const rows: readonly { readonly name: string; tell(figures: MechanismFigures): string }[] = [
  { name: "Half are known within", tell: ({ medianMs }) => tellMs(medianMs) },
  { name: "95 of 100 within", tell: ({ p95Ms }) => tellMs(p95Ms) },
  { name: "Slowest", tell: ({ longestMs }) => tellMs(longestMs) },
  { name: "Requests", tell: ({ requests }) => count(requests) },
  { name: "in vain", tell: ({ inVain }) => count(inVain) },
  { name: "Never heard of", tell: ({ lost }) => count(lost) },
];

const tellMs = (ms: number | null) => (ms === null ? "–" : formatDuration(ms));
const count = (value: number) => new Intl.NumberFormat("en-GB").format(value);

function tellResult(
  { pollSeconds }: ComparedDay,
  { breakEvenSeconds, polling, webhook }: Comparison,
): string {
  const lost =
    webhook.lost === 0
      ? ""
      : ` ${count(webhook.lost)} events were sent in vain for the last time; only asking would find them.`;
  if (breakEvenSeconds === null) return `Even one question a day is more than the webhooks need.${lost}`;
  const pause = formatDuration(breakEvenSeconds * 1_000);
  const more = polling.requests - webhook.requests;
  const now =
    pollSeconds >= breakEvenSeconds
      ? "At the pause you chose, polling needs fewer, and everybody waits longer."
      : `At the pause you chose, polling needs ${count(more)} more.`;
  return `Asking every ${pause} costs as many requests as being called. ${now}${lost}`;
}
