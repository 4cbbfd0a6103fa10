// Single keys that do something on a page, while nothing is being typed.
import { useEffect, useRef } from "react";

export type Keys = Readonly<Record<string, () => void>>;

/** @param keys by `KeyboardEvent.key`, letters in lower case. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = latest.current[event.key.toLowerCase()];
      if (act === undefined || isTaken(event)) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

/** Keys held with others belong to the browser, typed ones to the field, and Space to the control that it presses. */
function isTaken({
  key,
  target,
  ctrlKey,
  metaKey,
  altKey,
  repeat,
  defaultPrevented,
}: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || repeat || defaultPrevented) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null) return true;
  return key === " " && target.closest("button, a, summary") !== null;
}
