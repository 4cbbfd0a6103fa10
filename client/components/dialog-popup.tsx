// The dialog itself, on Base UI: focus kept inside, Escape, focus back to where it was.
import { Dialog as Base } from "@base-ui/react/dialog";
import type { CSSProperties } from "react";
import buttons from "./button.module.css";
import { classNames } from "./class-names.ts";
import type { DialogProps } from "./dialog.tsx";
import styles from "./popup.module.css";

export default function DialogPopup(props: DialogProps) {
  const { open, onOpenChange, title, description, children, actions, width } = props;
  const widthStyle = width === undefined ? undefined : ({ "--dialog-width": `${width}px` } as CSSProperties);
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={styles.dialog} style={widthStyle}>
          <div className={styles.dialogHead}>
            <div>
              <Base.Title className={styles.dialogTitle}>{title}</Base.Title>
              {description === undefined ? null : (
                <Base.Description className={styles.dialogText}>{description}</Base.Description>
              )}
            </div>
            <Base.Close
              aria-label="Close"
              className={classNames(buttons.button, buttons.icon, buttons.quiet, buttons.md)}
            >
              <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
                <path d="m2 2 8 8m0-8-8 8" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
              </svg>
            </Base.Close>
          </div>
          {children}
          {actions === undefined ? null : <div className={styles.dialogActions}>{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
