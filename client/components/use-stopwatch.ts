// Counts the seconds that an answer takes, while it is being written and the page is in view.
import { useEffect, useRef, useState } from "react";

/** @param startSeconds where to go on from, for example after a reload. */
export function useStopwatch(startSeconds: number, isRunning: boolean): number {
  const [seconds, setSeconds] = useState(startSeconds);
  const known = useRef(startSeconds);
  if (known.current < startSeconds && seconds < startSeconds) setSeconds(startSeconds);
  known.current = startSeconds;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") setSeconds((before) => before + 1);
    }, 1_000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return seconds;
}
