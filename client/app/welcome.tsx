// The first visit: what Hookproof is in a sentence, one button to the first useful act, and a recorded run.
import { lazy, Suspense } from "react";
import { ButtonLink } from "../components/button.tsx";
import styles from "./home-page.module.css";
import { FIRST_LESSON } from "./places.ts";

const FirstImpression = lazy(() => import("./first-impression.tsx"));

export function Welcome() {
  return (
    <section className={styles.hero}>
      <div className={styles.words}>
        <h1 className={styles.claim}>Learn webhooks by running them.</h1>
        <p className={styles.lead}>
          A real Express handler runs on your machine, in a sandbox. Send it genuine, doubled, late and forged
          deliveries, see what the shop behind it does, break it, and repair it.
        </p>
        <div className={styles.ways}>
          <ButtonLink variant="primary" size="lg" to={`/learn/${FIRST_LESSON}`}>
            Start the first lesson
          </ButtonLink>
          <ButtonLink variant="quiet" size="lg" to="/playground">
            Open the playground
          </ButtonLink>
        </div>
      </div>
      <div className={styles.recording}>
        <Suspense>
          <FirstImpression />
        </Suspense>
      </div>
    </section>
  );
}
