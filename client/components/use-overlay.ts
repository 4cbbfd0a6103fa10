// Opens and closes a popup whose code is fetched only when someone is about to use it.
import { type ComponentType, lazy, useCallback, useMemo, useRef, useState } from "react";

/** Loads a popup on first intent; the same promise is used for `lazy` and for warming up. */
export function lazyPopup<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  let loaded: ReturnType<typeof load> | undefined;
  const warmUp = () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
  return {
    Popup: lazy(warmUp),
    /** A failed warm-up is told when the popup is really asked for. */
    warmUp: () => void warmUp().catch(() => {}),
  };
}

/** State and wiring shared by everything that a button opens. */
export function useOverlay(warmUp: () => void) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const toggle = useCallback(() => {
    setWasOpened(true);
    setOpen((before) => !before);
  }, []);
  /** A press on the button itself is the button's to handle, not an "outside press". */
  const onOpenChange = useCallback((next: boolean, details: { event: Event; cancel: () => void }) => {
    const pressed = details.event.target;
    if (!next && pressed instanceof Node && anchor.current?.contains(pressed)) details.cancel();
    else setOpen(next);
  }, []);
  const triggerProps = useMemo(
    () => ({ ref: anchor, onClick: toggle, onPointerEnter: warmUp, onFocus: warmUp, "aria-expanded": open }),
    [toggle, warmUp, open],
  );
  return { anchor, open, wasOpened, onOpenChange, triggerProps };
}
