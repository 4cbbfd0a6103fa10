// A recorded run on the first page: a handler that checks nothing gets an event, the same again, and a forgery.
import { useState } from "react";
import type { HistoryEntry } from "../../server/contract/history.ts";
import { Kbd } from "../components/kbd.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import recording from "./first-impression.json" with { type: "json" };
import styles from "./home-page.module.css";

/** Made by the engine itself; test/client/app/first-impression.test.ts keeps it so. */
const entries = recording as HistoryEntry[];

export default function FirstImpression() {
  const [selection, select] = useState<number | null>(null);
  return (
    <figure className={styles.figure}>
      <Timeline
        entries={entries}
        selection={selection}
        onSelect={select}
        title="A handler that checks nothing"
      />
      <figcaption>
        A recording of a real run: one payment, its duplicate, and a request that nobody signed. Press play,
        or step with <Kbd keys="Left" /> <Kbd keys="Right" />.
      </figcaption>
    </figure>
  );
}
