// Held, broken, not checked or still open: a shape for each, besides its colour and its word.
import type { InvariantVerdict } from "../../server/contract/proof.ts";
import styles from "./state-mark.module.css";

export type MarkedState = InvariantVerdict["verdict"] | "open";

/** Decorative: the word stands beside it. */
export function StateMark({ state, size = 14 }: { state: MarkedState; size?: number | undefined }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      className={styles[state]}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shapes[state]}
    </svg>
  );
}

const shapes: Record<MarkedState, React.ReactNode> = {
  held: <path d="m3.2 8.6 3.2 3.2 6.4-7" />,
  broken: <path d="m4 4 8 8m0-8-8 8" />,
  "not-checked": <path d="M4.5 8h7" />,
  open: <circle cx="8" cy="8" r="2.6" strokeWidth="1.5" />,
};
