// Everything that prose may use, by the name it has there.
import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { Skeleton } from "../../../components/skeleton.tsx";
import { Bench } from "./bench.tsx";
import { Choice } from "./choice.tsx";
import { Code } from "./code.tsx";
import { After, GoDeeper } from "./fold.tsx";
import { Next } from "./next.tsx";
import { Recall } from "./recall.tsx";
import { Run } from "./run.tsx";
import styles from "./step.module.css";
import { Step } from "./step.tsx";

/** The incident, in two lines. */
function Lead({ children }: { children: ReactNode }) {
  return <div className={styles.lead}>{children}</div>;
}

/** What one lesson alone has is fetched by that lesson; the others need not wait for it. */
function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const Part = lazy(async () => ({ default: await load() }));
  return (props: Props) => (
    <Suspense fallback={<Skeleton label="This part is loading" lines={8} />}>
      <Part {...props} />
    </Suspense>
  );
}

const Arrange = later(async () => (await import("./arrange.tsx")).Arrange);
const Burst = later(async () => (await import("./burst.tsx")).Burst);
const HandMade = later(async () => (await import("./hand-made.tsx")).HandMade);
const Herd = later(async () => (await import("./herd.tsx")).Herd);
const Mechanisms = later(async () => (await import("./mechanisms.tsx")).Mechanisms);
const Pitch = later(async () => (await import("./pitch.tsx")).Pitch);
const RetryLife = later(async () => (await import("./retry-life.tsx")).RetryLife);
const SignatureBuilder = later(async () => (await import("./signature-builder.tsx")).SignatureBuilder);

export const lessonParts = {
  After,
  Arrange,
  Bench,
  Burst,
  Choice,
  Code,
  GoDeeper,
  HandMade,
  Herd,
  Lead,
  Mechanisms,
  Next,
  Pitch,
  Recall,
  RetryLife,
  Run,
  SignatureBuilder,
  Step,
};
