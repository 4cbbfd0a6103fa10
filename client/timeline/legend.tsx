// What the shapes mean: only those that this history has.

import { HollowMark, Mark } from "./marks.tsx";
import { markOf, type Reading } from "./reading.ts";
import styles from "./timeline.module.css";

export function Legend({ reading }: { reading: Reading }) {
  const { attempts, effects, ends, calls } = reading;
  const has = (origin: string) => attempts.some(({ start }) => start.origin === origin);
  const items = [
    { shown: has("genuine"), mark: <Mark kind="genuine" />, text: "genuine" },
    { shown: has("hostile"), mark: <Mark kind="hostile" />, text: "hostile" },
    { shown: has("external"), mark: <Mark kind="external" />, text: "from outside" },
    { shown: calls.some((call) => call.effects.length === 0), mark: <HollowMark />, text: "shop call" },
    {
      shown: effects.some((one) => markOf(one) === "effect"),
      mark: <Mark kind="effect" />,
      text: "effect",
    },
    {
      shown: effects.some((one) => markOf(one) === "again"),
      mark: <Mark kind="again" />,
      text: "effect again",
    },
    {
      shown: effects.some((one) => markOf(one) === "forged"),
      mark: <Mark kind="forged" />,
      text: "forged effect",
    },
    {
      shown: ends.some(({ entry }) => entry.outcome.kind !== "stopped"),
      mark: <Mark kind="crash" />,
      text: "crash",
    },
  ];
  return (
    <ul className={styles.legend} aria-label="Legend">
      {items
        .filter(({ shown }) => shown)
        .map(({ mark, text }) => (
          <li key={text}>
            <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
              {mark}
            </svg>
            {text}
          </li>
        ))}
    </ul>
  );
}
