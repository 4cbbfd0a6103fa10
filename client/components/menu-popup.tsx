// The list that a menu opens, on Base UI: roving focus, type-ahead, Escape, focus back to the button.
import { Menu as Base } from "@base-ui/react/menu";
import type { ComponentProps, RefObject } from "react";
import type { MenuGroup } from "./menu.tsx";
import styles from "./popup.module.css";

interface MenuPopupProps {
  anchor: RefObject<HTMLButtonElement | null>;
  open: boolean;
  onOpenChange: ComponentProps<typeof Base.Root>["onOpenChange"];
  groups: readonly MenuGroup[];
  align: "start" | "end";
}

export default function MenuPopup({ anchor, open, onOpenChange, groups, align }: MenuPopupProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} sideOffset={6} align={align} className={styles.positioner}>
          <Base.Popup className={styles.popup} finalFocus={anchor}>
            {groups.map((group) => (
              <Base.Group key={group.key} className={styles.group}>
                {group.label === undefined ? null : (
                  <Base.GroupLabel className={styles.groupLabel}>{group.label}</Base.GroupLabel>
                )}
                {group.items.map((item) => (
                  <Base.Item
                    key={item.key}
                    className={styles.item}
                    disabled={item.disabled}
                    onClick={item.onSelect}
                  >
                    {item.icon === undefined ? null : <span className={styles.icon}>{item.icon}</span>}
                    <span className={styles.itemText}>
                      {item.label}
                      {item.description === undefined ? null : (
                        <span className={styles.description}>{item.description}</span>
                      )}
                    </span>
                  </Base.Item>
                ))}
              </Base.Group>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
