// Names the document after what a page shows, such as a lesson's title.
import { useEffect } from "react";

/** @param title null while it is not known yet. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = `${title} · Hookproof`;
  }, [title]);
}
