// Names the document after its page, until the page itself knows better.
import { useLayoutEffect } from "react";

/** Runs before the page's own effects, so that `useTitle` in the page has the last word. */
export function useDefaultTitle(title: string): void {
  useLayoutEffect(() => {
    document.title = title === "Hookproof" ? title : `${title} · Hookproof`;
  }, [title]);
}
