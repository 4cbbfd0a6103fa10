// Light, dark or as the system has it; remembered in this browser.
import { useEffect, useSyncExternalStore } from "react";

export type ThemeChoice = "light" | "dark" | "system";

const KEY = "hookproof/theme";
const listeners = new Set<() => void>();
let choice: ThemeChoice | undefined;

/** Whoever draws a page beforehand knows of no choice. */
export function useThemeChoice(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const current = useSyncExternalStore(subscribe, readChoice, () => "system" as const);
  useEffect(() => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const onSystemChange = () => apply(current);
    system.addEventListener("change", onSystemChange);
    return () => system.removeEventListener("change", onSystemChange);
  }, [current]);
  return [current, choose];
}

function choose(next: ThemeChoice) {
  choice = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  apply(next);
  for (const listener of [...listeners]) listener();
}

/** client/public/before-paint.js does the same before the first paint. */
function apply(next: ThemeChoice) {
  const dark = next === "dark" || (next === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

function readChoice(): ThemeChoice {
  choice ??= readStored();
  return choice;
}

function readStored(): ThemeChoice {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
