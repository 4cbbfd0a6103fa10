// Has attacks judged: one at a time, with what came of the last one.
import { useCallback, useRef, useState } from "react";
import type { Attack } from "../../../server/contract/labs.ts";
import { describeError } from "../../api/queries.ts";

/** One union, never a set of flags. */
export type Judging<Report> =
  | { readonly phase: "idle" }
  | { readonly phase: "judging" }
  | { readonly phase: "judged"; readonly attack: Attack; readonly report: Report }
  | { readonly phase: "failed"; readonly what: string; readonly todo: string };

export interface Judge<Report> {
  readonly state: Judging<Report>;
  /** Another attack takes the place of one that is still being judged. */
  judge(attack: Attack): void;
}

/** @param ask asks the server. @param onReport hears of every report that is still wanted. */
export function useJudging<Report>(
  ask: (attack: Attack, signal: AbortSignal) => Promise<Report>,
  onReport: (report: Report, attack: Attack) => void,
): Judge<Report> {
  const [state, setState] = useState<Judging<Report>>({ phase: "idle" });
  const latest = useRef({ ask, onReport });
  latest.current = { ask, onReport };
  const underway = useRef<AbortController | null>(null);
  const judge = useCallback((attack: Attack) => {
    underway.current?.abort();
    const abort = new AbortController();
    underway.current = abort;
    setState({ phase: "judging" });
    latest.current.ask(attack, abort.signal).then(
      (report) => {
        if (abort.signal.aborted) return;
        setState({ phase: "judged", attack, report });
        latest.current.onReport(report, attack);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ phase: "failed", ...describeError(error) });
      },
    );
  }, []);
  return { state, judge };
}
