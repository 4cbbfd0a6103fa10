// A button that is only an icon: its label is its name for everyone who cannot see it, and its tooltip.
import type { ReactElement, ReactNode } from "react";
import styles from "./button.module.css";
import type { ButtonProps } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Tooltip } from "./tooltip.tsx";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "busy"> {
  label: string;
  icon: ReactNode;
}

export function IconButton(props: IconButtonProps): ReactElement {
  const { label, icon, variant = "quiet", size = "md", shortcut, className, ...rest } = props;
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={classNames(styles.button, styles.icon, styles[variant], styles[size], className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
