// The life of a delivery whose receiver is down: every attempt by the rules of each provider, on one scale from seconds to days.
import { useState } from "react";
import type { DownAnswer, Downtime, RetryLife as Life } from "../../../../server/contract/retry-life.ts";
import { getRetryLives } from "../../../api/mechanisms.ts";
import { describeError, useComputed } from "../../../api/queries.ts";
import { Card } from "../../../components/card.tsx";
import { Field } from "../../../components/field.tsx";
import { Select } from "../../../components/select.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { Slider } from "../../../components/slider.tsx";
import { ErrorState } from "../../../components/states.tsx";
import { FateMark, RetryLanes } from "./retry-lanes.tsx";
import styles from "./retry-life.module.css";
import { RetryTables } from "./retry-tables.tsx";
import { fateWords } from "./retry-words.ts";
import { createTimeAxis, formatHours } from "./time-axis.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const start: Downtime = { beforeSeconds: 0, lastsSeconds: 42 * HOUR, answer: "nobody" };
const steps = {
  beforeSeconds: [0, 60, 600, HOUR, 6 * HOUR, DAY, 2 * DAY],
  lastsSeconds: [0, 5, 60, 300, 600, HOUR, 4 * HOUR, 12 * HOUR, DAY, 42 * HOUR, 2 * DAY, 3 * DAY, 4 * DAY],
} as const;
const answers: readonly { value: DownAnswer; label: string }[] = [
  { value: "nobody", label: "nobody answers" },
  { value: "unavailable", label: "503 with “Retry-After: 3600”" },
  { value: "gone", label: "410 Gone" },
  { value: "page", label: "200, from a maintenance page" },
];
const SHORTEST_AXIS_MS = 4 * DAY * 1_000;

export function RetryLife() {
  const [downtime, setDowntime] = useState(start);
  const { data, error } = useComputed("retries", downtime, getRetryLives);
  const set =
    <Key extends keyof Downtime>(key: Key) =>
    (value: Downtime[Key]) =>
      setDowntime((before) => ({ ...before, [key]: value }));
  return (
    <div data-wide="">
      <Card className={styles.card}>
        <div className={styles.controls}>
          <Slider
            label="Goes down"
            steps={steps.beforeSeconds}
            value={downtime.beforeSeconds}
            onChange={set("beforeSeconds")}
            tell={(value) =>
              value === 0 ? "as the event happens" : `${formatHours(value * 1_000)} before the event`
            }
          />
          <Slider
            label="Stays down"
            steps={steps.lastsSeconds}
            value={downtime.lastsSeconds}
            onChange={set("lastsSeconds")}
            tell={(value) => (value === 0 ? "not at all" : `for ${formatHours(value * 1_000)}`)}
          />
          <Field label="Meanwhile, an attempt gets">
            <Select value={downtime.answer} onChange={set("answer")} options={answers} />
          </Field>
        </div>
        {data !== undefined ? (
          <Lived downtime={data.asked} lives={data.result.lives} />
        ) : error ? (
          <ErrorState {...describeError(error)} where="The attempts" />
        ) : (
          <Skeleton label="The attempts are being made" lines={10} />
        )}
      </Card>
    </div>
  );
}

function Lived({ downtime, lives }: { downtime: Downtime; lives: readonly Life[] }) {
  const upMs = Math.max(0, downtime.lastsSeconds - downtime.beforeSeconds) * 1_000;
  const axis = createTimeAxis(Math.max(SHORTEST_AXIS_MS, upMs * 1.05));
  return (
    <>
      <RetryLanes lives={lives} axis={axis} upMs={upMs} />
      <Legend lives={lives} />
      <p className={styles.result} aria-live="polite">
        {tellResult(lives, downtime, upMs)}
      </p>
      <RetryTables lives={lives} />
    </>
  );
}

/** What the shapes mean: only those that are drawn. */
function Legend({ lives }: { lives: readonly Life[] }) {
  const drawn = new Set(lives.flatMap(({ attempts }) => attempts.map(({ fate }) => fate)));
  const fates = (["failed", "delivered", "believed", "refused-for-good", "not-made"] as const).filter(
    (fate) => drawn.has(fate),
  );
  return (
    <ul className={styles.legend} aria-hidden="true">
      {fates.map((fate) => (
        <li key={fate}>
          <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
            <FateMark fate={fate} />
          </svg>
          {fateWords[fate]}
        </li>
      ))}
      {drawn.has("failed") && lives.some(({ example }) => example !== null) ? (
        <li>
          <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
            <FateMark fate="failed" isExample />
          </svg>
          failed, in an example
        </li>
      ) : null}
      {lives.some(({ end }) => end.kind === "dead-letter") ? (
        <li>
          <svg width="10" height="18" viewBox="-5 -9 10 18" aria-hidden="true">
            <path className={styles.deadLetter} d="M0 -8V8" />
          </svg>
          given up
        </li>
      ) : null}
    </ul>
  );
}

function tellResult(lives: readonly Life[], { answer }: Downtime, upMs: number): string {
  if (upMs === 0) return "The receiver is up when the event happens: the first attempt is all that it takes.";
  if (answer === "page")
    return "Each provider has its 2xx and lets go of the event. Nobody has kept it, and nobody will send it again.";
  const got = lives.filter(({ end }) => end.kind === "delivered");
  const names = (some: readonly Life[]) => listed.format(some.map(({ title }) => title));
  const lost = lives.filter(({ end }) => end.kind !== "delivered");
  const ended = got.length === 0 ? "No provider delivers the event." : `Delivered by ${names(got)}.`;
  return lost.length === 0 ? `${ended} Nobody loses it.` : `${ended} Lost with ${names(lost)}.`;
}

const listed = new Intl.ListFormat("en-GB", { type: "conjunction" });
