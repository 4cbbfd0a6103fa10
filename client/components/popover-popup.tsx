// The panel that a popover opens, on Base UI: placed where there is room, Escape, focus back to the button.
import { Popover as Base } from "@base-ui/react/popover";
import type { ComponentProps, ReactNode, RefObject } from "react";
import styles from "./popup.module.css";

interface PopoverPopupProps {
  anchor: RefObject<HTMLButtonElement | null>;
  open: boolean;
  onOpenChange: ComponentProps<typeof Base.Root>["onOpenChange"];
  title: ReactNode;
  align: "start" | "center" | "end";
  children: ReactNode;
}

/** Too tall a panel scrolls; it never covers its button from the side. */
const belowOrAbove = { side: "flip", align: "shift", fallbackAxisSide: "none" } as const;

export default function PopoverPopup(props: PopoverPopupProps) {
  const { anchor, open, onOpenChange, title, align, children } = props;
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          sideOffset={8}
          align={align}
          collisionPadding={8}
          collisionAvoidance={belowOrAbove}
          className={styles.positioner}
        >
          <Base.Popup className={styles.panel} finalFocus={anchor}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
