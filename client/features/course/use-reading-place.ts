// Where the reader is: keeps the step in the address and on the server, and goes back to it after a reload.
import { useEffect, useState } from "react";
import { useLocation } from "react-router";
import { saveLastPlace } from "../../api/progress.ts";

const SAVE_AFTER_MS = 1_000;

/** @returns the id of the step at the upper part of the screen, or null above the first one. */
export function useReadingPlace(lessonId: string, stepIds: readonly string[]): string | null {
  const { hash } = useLocation();
  const [place, setPlace] = useState<string | null>(() => readHash(hash, stepIds));
  const ids = stepIds.join();

  useEffect(() => {
    const sections = ids.split(",").flatMap((id) => document.getElementById(id) ?? []);
    // Prose is there later than the browser looks for the address's target.
    const wanted = readHash(location.hash, ids.split(","));
    if (wanted !== null) document.getElementById(wanted)?.scrollIntoView();
    const look = () => setPlace(stepAtReadingLine(sections));
    addEventListener("scroll", look, { passive: true });
    return () => removeEventListener("scroll", look);
  }, [ids]);

  useEffect(() => {
    if (place === null || place === readHash(location.hash, [place])) return;
    history.replaceState(history.state, "", `#${place}`);
    const timer = setTimeout(
      () => saveLastPlace(`/learn/${lessonId}#${place}`).catch(() => {}),
      SAVE_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [place, lessonId]);
  return place;
}

function stepAtReadingLine(sections: readonly HTMLElement[]): string | null {
  const line = innerHeight * 0.35;
  return sections.findLast((section) => section.getBoundingClientRect().top <= line)?.id ?? null;
}

function readHash(hash: string, ids: readonly string[]): string | null {
  const id = decodeURIComponent(hash.slice(1));
  return ids.includes(id) ? id : null;
}
