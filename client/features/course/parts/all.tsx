// Everything that prose may use, by the name it has there.
import type { ReactNode } from "react";
import { Bench } from "./bench.tsx";
import { Choice } from "./choice.tsx";
import { Code } from "./code.tsx";
import { After, GoDeeper } from "./fold.tsx";
import { Mechanisms } from "./mechanisms.tsx";
import { Next } from "./next.tsx";
import { Pitch } from "./pitch.tsx";
import { Recall } from "./recall.tsx";
import { Run } from "./run.tsx";
import { SignatureBuilder } from "./signature-builder.tsx";
import styles from "./step.module.css";
import { Step } from "./step.tsx";

/** The incident, in two lines. */
function Lead({ children }: { children: ReactNode }) {
  return <div className={styles.lead}>{children}</div>;
}

export const lessonParts = {
  After,
  Bench,
  Choice,
  Code,
  GoDeeper,
  Lead,
  Mechanisms,
  Next,
  Pitch,
  Recall,
  Run,
  SignatureBuilder,
  Step,
};
