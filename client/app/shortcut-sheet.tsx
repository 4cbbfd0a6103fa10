// The keyboard shortcuts, opened by "?" or its button.
import { useEffect, useState } from "react";
import { Dialog } from "../components/dialog.tsx";
import { IconButton } from "../components/icon-button.tsx";
import { Kbd } from "../components/kbd.tsx";
import styles from "./shortcut-sheet.module.css";

const groups = [
  {
    title: "Everywhere",
    keys: [
      ["?", "This list"],
      ["Tab", "To the next control"],
    ],
  },
  {
    title: "Timeline",
    keys: [
      ["Left", "One step back"],
      ["Right", "One step on"],
      ["Shift+Left", "To the attempt before"],
      ["Shift+Right", "To the next attempt"],
      ["Home", "To the start"],
      ["End", "To the end"],
      ["Space", "Play, or pause"],
    ],
  },
  {
    title: "Review",
    keys: [
      ["Space", "Turn the card over"],
      ["1", "Again; 2 Hard, 3 Good, 4 Easy"],
      ["U", "Undo the last rating"],
    ],
  },
  {
    title: "Editor",
    keys: [
      ["Mod+Enter", "Run the handler"],
      ["Mod+Shift+Enter", "Prove the handler"],
      ["Escape", "Then Tab: leave the editor"],
    ],
  },
] as const;

export function ShortcutSheet() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "?" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <IconButton
        label="Keyboard shortcuts"
        shortcut="?"
        icon={icon}
        onClick={() => setOpen(true)}
        className={styles.button}
      />
      <Dialog open={open} onOpenChange={setOpen} title="Keyboard shortcuts">
        <div className={styles.groups}>
          {groups.map(({ title, keys }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl className={styles.list}>
                {keys.map(([key, what]) => (
                  <div key={key}>
                    <dt>
                      <Kbd keys={key} />
                    </dt>
                    <dd>{what}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </Dialog>
    </>
  );
}

function isTyping(target: EventTarget | null) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

const icon = (
  <svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.3"
  >
    <rect x="1.5" y="4" width="13" height="8.5" rx="1.6" />
    <path d="M4 6.7h.1M6.6 6.7h.1M9.3 6.7h.1M11.9 6.7h.1M5 9.8h6" strokeLinecap="round" strokeWidth="1.5" />
  </svg>
);
