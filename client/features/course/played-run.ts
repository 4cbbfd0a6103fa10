// Plays a script against a live session: starts the handler, sends what the script says, waits until all has happened.
import type { History } from "../../../server/contract/history.ts";
import type { SessionAction, StartSession } from "../../../server/contract/session.ts";
import type { SessionStore, SessionView } from "../../workbench/session-store.ts";

/** Resolves when the script has been played or cannot be; what happened is in the store. */
export async function playScript(
  store: SessionStore,
  request: StartSession,
  script: readonly SessionAction[],
): Promise<void> {
  await store.start(request);
  await until(store, ({ run }) => run.phase !== "starting" && run.phase !== "idle");
  for (const action of script) {
    if (store.read().run.phase !== "running") return;
    await store.act(action);
    if (store.read().refusal !== null) return;
  }
  await until(store, (view) => isOver(view) || isPlayed(view, script));
}

/** Why a run did not come to its end, in words; null when it did or is still on its way. */
export function faultOf({ run, refusal }: SessionView): string | null {
  if (refusal !== null) return refusal;
  if (run.phase === "failed") return run.problem.message;
  if (run.phase === "refused") return run.message;
  if (run.phase === "gone") return "The server was restarted meanwhile. Run it again.";
  return run.phase === "finished" && run.outcome.kind !== "stopped" ? run.outcome.message : null;
}

/** Every script ends by moving the clock, so the last move in the history is its end. */
function isPlayed({ run, history }: SessionView, script: readonly SessionAction[]) {
  const isBusy = run.phase === "running" && run.live.busy;
  const moves = script.filter(({ kind }) => kind === "advance").length;
  return !isBusy && countMoves(history) >= moves;
}

function countMoves(history: History) {
  return history.filter(({ kind }) => kind === "clock-moved").length;
}

function isOver(view: SessionView) {
  return faultOf(view) !== null || view.run.phase === "idle" || view.run.phase === "finished";
}

function until(store: SessionStore, holds: (view: SessionView) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds(store.read())) return;
      stop();
      resolve();
    };
    const stop = store.subscribe(look);
    look();
  });
}
