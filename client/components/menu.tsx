// A button that opens a list of actions. The popup is fetched when the button is approached.
import { type ReactNode, Suspense } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { Chevron } from "./chevron.tsx";
import { lazyPopup, useOverlay } from "./use-overlay.ts";

export interface MenuAction {
  key: string;
  label: ReactNode;
  /** One line below the label: what it does. */
  description?: ReactNode;
  icon?: ReactNode;
  disabled?: boolean | undefined;
  onSelect: () => void;
}

export interface MenuGroup {
  key: string;
  label?: ReactNode;
  items: readonly MenuAction[];
}

export interface MenuProps extends Omit<ButtonProps, "onClick" | "children"> {
  label: ReactNode;
  groups: readonly MenuGroup[];
  align?: "start" | "end" | undefined;
}

const { Popup, warmUp } = lazyPopup(() => import("./menu-popup.tsx"));

export function Menu({ label, groups, align = "start", ...button }: MenuProps) {
  const { anchor, open, wasOpened, onOpenChange, triggerProps } = useOverlay(warmUp);
  return (
    <>
      <Button {...button} {...triggerProps} aria-haspopup="menu">
        {label}
        <Chevron />
      </Button>
      {wasOpened ? (
        <Suspense>
          <Popup anchor={anchor} open={open} onOpenChange={onOpenChange} groups={groups} align={align} />
        </Suspense>
      ) : null}
    </>
  );
}
