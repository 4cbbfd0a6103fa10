// One run of a lesson in the page: a session for its handler, and a second one for the handler it is compared with.
import { useCallback, useEffect, useMemo, useState } from "react";
import { textOfCode } from "../../../content/schema/code.ts";
import type { Run } from "../../../content/schema/lesson.ts";
import { useObservable } from "../../editor/use-observable.ts";
import { liveSessionApi } from "../../workbench/live-session-api.ts";
import { createSessionStore, type SessionView } from "../../workbench/session-store.ts";
import { pick, useLesson } from "./lesson-context.ts";
import { faultOf, playScript } from "./played-run.ts";

export interface LessonRun {
  readonly state: "ready" | "playing" | "played" | "failed";
  /** What went wrong, for `failed`. */
  readonly fault: string | null;
  readonly main: SessionView;
  /** Null when the run compares nothing. */
  readonly against: SessionView | null;
  play(): void;
}

export function useRun(run: Run): LessonRun {
  const { lesson, code } = useLesson();
  const [stores] = useState(() => ({
    main: createSessionStore(liveSessionApi),
    against: createSessionStore(liveSessionApi),
  }));
  const main = useObservable(stores.main);
  const against = useObservable(stores.against);
  const [phase, setPhase] = useState<"ready" | "playing" | "over">("ready");

  useEffect(
    () => () => {
      void stores.main.stop();
      void stores.against.stop();
    },
    [stores],
  );

  const play = useCallback(async () => {
    setPhase("playing");
    const { scenario, scheme, secrets } = lesson;
    const request = (handler: string) => ({
      submission: { files: { "handler.ts": `${textOfCode(pick(code, handler))}\n` } },
      ...{ scenario, scheme, secrets },
    });
    const plays = [playScript(stores.main, request(run.handler), run.script)];
    if (run.against !== undefined) plays.push(playScript(stores.against, request(run.against), run.script));
    await Promise.all(plays);
    // What has happened stays in the stores; the processes need not wait for the reader.
    await Promise.all([stores.main.stop(), stores.against.stop()]);
    setPhase("over");
  }, [stores, lesson, code, run]);

  return useMemo(() => {
    const hasTwin = run.against !== undefined;
    const fault = faultOf(main) ?? (hasTwin ? faultOf(against) : null);
    const over = fault === null ? "played" : "failed";
    return {
      state: phase === "over" ? over : phase,
      fault,
      main,
      against: hasTwin ? against : null,
      play: () => void play(),
    };
  }, [phase, main, against, run, play]);
}
