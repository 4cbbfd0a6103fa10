// A question or a form above the page; the page waits behind it. Its code is fetched when it first opens.
import { type ReactNode, Suspense, useState } from "react";
import { lazyPopup } from "./use-overlay.ts";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons at the end; the close button is always there. */
  actions?: ReactNode;
  /** CSS pixels; never wider than the screen. */
  width?: number | undefined;
}

const { Popup } = lazyPopup(() => import("./dialog-popup.tsx"));

export function Dialog(props: DialogProps) {
  const [wasOpened, setWasOpened] = useState(props.open);
  if (props.open && !wasOpened) setWasOpened(true);
  if (!wasOpened) return null;
  return (
    <Suspense>
      <Popup {...props} />
    </Suspense>
  );
}
