// The thin React side of a workbench: its view, and what follows from it.
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useObservable } from "../editor/use-observable.ts";
import { announce } from "./announce.ts";
import { type AttemptView, collectAttempts, selectedAttempt } from "./attempts.ts";
import type { RunningState, SessionView } from "./session-store.ts";
import type { Workbench } from "./workbench-store.ts";

export interface WorkbenchView extends SessionView {
  readonly attempts: readonly AttemptView[];
  readonly selectedSeq: number | null;
  readonly selected: AttemptView | null;
  /** Null unless the handler is up. */
  readonly live: RunningState | null;
}

export interface WorkbenchContextValue {
  readonly bench: Workbench;
  readonly view: WorkbenchView;
  readonly compact: boolean;
}

export const WorkbenchContext = createContext<WorkbenchContextValue | null>(null);

/** For the panels of a workbench. @throws outside of one. */
export function useWorkbench(): WorkbenchContextValue {
  const value = useContext(WorkbenchContext);
  if (value === null) throw new Error("A workbench panel stands outside of a workbench.");
  return value;
}

export function useWorkbenchView(bench: Workbench): WorkbenchView {
  const session = useObservable(bench.session);
  const { seq } = useObservable(bench.selection);
  const attempts = useMemo(() => collectAttempts(session.history), [session.history]);
  const selected = useMemo(
    () => selectedAttempt(session.history, attempts, seq),
    [session.history, attempts, seq],
  );
  return useMemo(
    () => ({
      ...session,
      attempts,
      selected,
      selectedSeq: seq,
      live: session.run.phase === "running" ? session.run.live : null,
    }),
    [session, attempts, selected, seq],
  );
}

/** What the live region says: once for each thing the learner did, when it is done. */
export function useAnnouncement({ run, history }: SessionView): string {
  const told = useRef(0);
  const [message, setMessage] = useState("");
  const isQuiet = run.phase !== "running" || !run.live.busy;
  useEffect(() => {
    if (history.length < told.current) told.current = 0;
    if (!isQuiet || history.length === told.current) return;
    const news = announce(history, told.current);
    told.current = history.length;
    if (news !== "") setMessage(news);
  }, [history, isQuiet]);
  return message;
}
