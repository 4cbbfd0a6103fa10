// Follows which part of a scrolling picture is in sight, in steps, so that scrolling draws rarely.
import { type RefObject, useLayoutEffect, useState } from "react";

export interface Viewport {
  readonly widthPx: number;
  /** The stretch worth drawing: what is in sight and a margin on both sides. */
  readonly fromX: number;
  readonly toX: number;
}

const STEP_PX = 600;
/** Before the page is measured, and where nothing can be measured. */
const ASSUMED_WIDTH_PX = 960;

export function useViewport(scroller: RefObject<HTMLElement | null>): Viewport {
  const [viewport, setViewport] = useState<Viewport>(viewportAt(0, ASSUMED_WIDTH_PX));
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const measure = () => {
      const next = viewportAt(box.scrollLeft, box.clientWidth || ASSUMED_WIDTH_PX);
      setViewport((now) => (now.fromX === next.fromX && now.widthPx === next.widthPx ? now : next));
    };
    measure();
    box.addEventListener("scroll", measure, { passive: true });
    const observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(measure);
    observer?.observe(box);
    return () => {
      box.removeEventListener("scroll", measure);
      observer?.disconnect();
    };
  }, [scroller]);
  return viewport;
}

function viewportAt(scrollLeft: number, widthPx: number): Viewport {
  const fromX = Math.floor(scrollLeft / STEP_PX) * STEP_PX - STEP_PX;
  return { widthPx, fromX, toX: fromX + widthPx + 3 * STEP_PX };
}
