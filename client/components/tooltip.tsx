// A short text beside a control, shown on hover and focus, in the browser's top layer; Escape hides it.
import { cloneElement, type ReactElement, type ReactNode, useId, useRef } from "react";
import { Kbd } from "./kbd.tsx";
import styles from "./tooltip.module.css";

interface TriggerProps {
  "aria-label"?: string | undefined;
  "aria-describedby"?: string | undefined;
}

interface TooltipProps {
  text: ReactNode;
  shortcut?: string | undefined;
  /** One element that can take the focus. */
  children: ReactElement<TriggerProps>;
}

/** The text describes the control; where it only repeats the control's label it is not read twice. */
export function Tooltip({ text, shortcut, children }: TooltipProps) {
  const id = useId();
  const tip = useRef<HTMLSpanElement>(null);
  const anchorName = `--tip-${id.replaceAll(/[^a-z0-9]/gi, "")}`;
  const show = () => tip.current?.showPopover?.();
  const hide = () => tip.current?.hidePopover?.();
  const describes = children.props["aria-label"] !== text;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to its one interactive child
    <span
      className={styles.anchor}
      style={{ anchorName }}
      onPointerEnter={show}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(":focus-visible") && show()}
      onBlur={hide}
      onKeyDown={(event) => event.key === "Escape" && hide()}
    >
      {describes ? cloneElement(children, { "aria-describedby": id }) : children}
      <span
        ref={tip}
        id={id}
        role="tooltip"
        popover="manual"
        className={styles.tip}
        style={{ positionAnchor: anchorName }}
      >
        {text}
        {shortcut === undefined ? null : <Kbd keys={shortcut} className={styles.keys} />}
      </span>
    </span>
  );
}
