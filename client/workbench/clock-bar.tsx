// The virtual clock: what time it is there, and how to move it on.
import type { SessionAction } from "../../server/contract/session.ts";
import { Button } from "../components/button.tsx";
import { Select } from "../components/select.tsx";
import { formatDuration } from "../timeline/time-format.ts";
import { clockRates } from "./catalogue.ts";
import { useWorkbench } from "./use-workbench.ts";
import { formatClock } from "./words.ts";
import styles from "./workbench.module.css";

const HOUR_MS = 3_600_000;

export function ClockBar() {
  const { bench, view } = useWorkbench();
  const { live } = view;
  const move = (label: string, action: SessionAction) => (
    <Button size="sm" aria-disabled={live === null} onClick={() => live && bench.act(action)}>
      {label}
    </Button>
  );
  return (
    <fieldset className={styles.clock} aria-label="Virtual clock">
      <span className={styles.time} title="Time since the start, on the virtual clock">
        {live === null ? "–" : `${formatClock(live.epochMs + live.nowMs)} · +${formatDuration(live.nowMs)}`}
      </span>
      {move("Next due", { kind: "advance", to: "next" })}
      {move("Play all", { kind: "advance", to: "all" })}
      {move("+1 h", { kind: "advance", to: { byMs: HOUR_MS } })}
      {move("+1 day", { kind: "advance", to: { byMs: 24 * HOUR_MS } })}
      <Select
        aria-label="Pace of the clock"
        className={styles.picker}
        disabled={live === null}
        value={String(live?.clockRate ?? 0)}
        onChange={(rate) => bench.act({ kind: "clock-rate", rate: Number(rate) })}
        options={clockRates.map(({ rate, title }) => ({ value: String(rate), label: title }))}
      />
    </fieldset>
  );
}
