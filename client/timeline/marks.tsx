// The shapes of the picture, drawn around the origin; each kind differs by form as well as by colour.
import styles from "./marks.module.css";

export type MarkKind = "genuine" | "hostile" | "external" | "effect" | "again" | "forged" | "crash";

interface MarkProps {
  kind: MarkKind;
  x?: number | undefined;
  y?: number | undefined;
}

const paths: Record<MarkKind, string> = {
  genuine: "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z",
  hostile: "M0 -6.6 6.4 5.2H-6.4z",
  external: "M-4.8 -4.8h9.6v9.6h-9.6z",
  effect: "M0 -6.6 6.6 0 0 6.6 -6.6 0z",
  again: "M0 -7.8 7.8 0 0 7.8 -7.8 0z",
  forged: "M0 -7.8 7.8 0 0 7.8 -7.8 0z",
  crash: "M-4.6 -4.6 4.6 4.6M4.6 -4.6 -4.6 4.6",
};

export function Mark({ kind, x = 0, y = 0 }: MarkProps) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <path d={paths[kind]} className={styles[kind]} />
      {/* A diamond with a hole: an effect that nobody genuine asked for. */}
      {kind === "forged" ? <path d="M0 -3.4 3.4 0 0 3.4 -3.4 0z" className={styles.hole} /> : null}
    </g>
  );
}

/** A call to the shop that changed nothing; struck through when it was refused. */
export function HollowMark({ x = 0, y = 0, refused = false }: { x?: number; y?: number; refused?: boolean }) {
  return (
    <g transform={`translate(${x} ${y})`} className={refused ? styles.refused : styles.hollow}>
      <circle r="4.2" />
      {refused ? <path d="M-6 6 6 -6" /> : null}
    </g>
  );
}

/** Where a message was lost, refused or given up on, between sender and receiver. */
export function LostMark({ x, y, kind }: { x: number; y: number; kind: "lost" | "timeout" | "refused" }) {
  return (
    <g transform={`translate(${x} ${y})`} className={styles.lost}>
      <circle r="5.5" className={styles.lostBack} />
      {kind === "timeout" ? <path d="M0 -3V0l2.2 1.6" /> : <path d="M-2.4 -2.4 2.4 2.4M2.4 -2.4 -2.4 2.4" />}
      {kind === "refused" ? <path d="M-8 8.5H8" /> : null}
    </g>
  );
}
