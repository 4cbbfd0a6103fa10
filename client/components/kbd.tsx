// Keys as the reader's own keyboard names them.
import { classNames } from "./class-names.ts";
import styles from "./kbd.module.css";

interface KbdProps {
  /** Keys joined by "+": `Mod` is ⌘ on Apple's machines and Ctrl elsewhere. */
  keys: string;
  className?: string | undefined;
}

export function Kbd({ keys, className }: KbdProps) {
  return (
    <kbd className={classNames(styles.kbd, className)}>
      {keys
        .split("+")
        .map(keyName)
        .join(isApple() ? "" : " ")}
    </kbd>
  );
}

const apple: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↵", Control: "⌃" };
const others: Record<string, string> = { Mod: "Ctrl", Enter: "↵", Shift: "⇧", Control: "Ctrl" };
const everywhere: Record<string, string> = { Left: "←", Right: "→", Up: "↑", Down: "↓", Escape: "Esc" };

function keyName(key: string) {
  return (isApple() ? apple : others)[key] ?? everywhere[key] ?? key;
}

function isApple() {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
