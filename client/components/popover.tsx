// A button that opens a small panel to read or set something in. The popup is fetched when the button is approached.
import { type ReactNode, Suspense } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { lazyPopup, useOverlay } from "./use-overlay.ts";

export interface PopoverProps extends Omit<ButtonProps, "onClick" | "children" | "title"> {
  label: ReactNode;
  title: ReactNode;
  children: ReactNode;
  align?: "start" | "center" | "end" | undefined;
}

const { Popup, warmUp } = lazyPopup(() => import("./popover-popup.tsx"));

export function Popover({ label, title, children, align = "end", ...button }: PopoverProps) {
  const { anchor, open, wasOpened, onOpenChange, triggerProps } = useOverlay(warmUp);
  return (
    <>
      <Button {...button} {...triggerProps} aria-haspopup="dialog">
        {label}
      </Button>
      {wasOpened ? (
        <Suspense>
          <Popup anchor={anchor} open={open} onOpenChange={onOpenChange} title={title} align={align}>
            {children}
          </Popup>
        </Suspense>
      ) : null}
    </>
  );
}
