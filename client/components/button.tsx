// Buttons, and links that look like buttons; a screen has at most one primary one.
import type { ComponentProps, ReactNode } from "react";
import { Link } from "react-router";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";
import { Spinner } from "./spinner.tsx";

interface Look {
  /** `primary` is the one dark button of a screen; `plain` has an edge; `quiet` has none; `danger` loses something. */
  variant?: "primary" | "plain" | "quiet" | "danger" | undefined;
  size?: "sm" | "md" | "lg" | undefined;
  icon?: ReactNode;
  /** Keys as `Kbd` reads them, such as `Mod+Enter`. */
  shortcut?: string | undefined;
}

export interface ButtonProps extends ComponentProps<"button">, Look {
  /** Shows that work is under way; the button keeps the focus but does nothing. */
  busy?: boolean | undefined;
}

export function Button(props: ButtonProps) {
  const { variant, size, icon, shortcut, busy = false, className, children, onClick, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      className={look({ variant, size }, className)}
      aria-disabled={busy || rest["aria-disabled"]}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {shortcut === undefined ? null : <Kbd keys={shortcut} className={styles.shortcut} />}
    </button>
  );
}

export interface ButtonLinkProps extends ComponentProps<typeof Link>, Look {}

/** For going somewhere; a button is for doing something. */
export function ButtonLink(props: ButtonLinkProps) {
  const { variant, size, icon, shortcut, className, children, ...rest } = props;
  return (
    <Link {...rest} className={look({ variant, size }, className)}>
      {icon}
      {children}
      {shortcut === undefined ? null : <Kbd keys={shortcut} className={styles.shortcut} />}
    </Link>
  );
}

function look({ variant = "plain", size = "md" }: Look, className: string | undefined) {
  return classNames(styles.button, styles[variant], styles[size], className);
}
