// Says changes aloud in screen readers without moving the focus.
import styles from "./visually-hidden.module.css";

interface LiveRegionProps {
  /** A changed message is announced; an empty one says nothing. */
  message: string;
  /** Interrupts what is being read: only for what cannot wait. */
  urgent?: boolean | undefined;
}

export function LiveRegion({ message, urgent = false }: LiveRegionProps) {
  return (
    <div
      className={styles.hidden}
      role={urgent ? "alert" : "status"}
      aria-live={urgent ? "assertive" : "polite"}
    >
      {message}
    </div>
  );
}
