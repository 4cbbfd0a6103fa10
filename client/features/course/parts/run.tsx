// A handler, live in the page: one click starts it on the real server and plays a script against it.
import { useEffect } from "react";
import { Button } from "../../../components/button.tsx";
import { Callout } from "../../../components/callout.tsx";
import { LiveRegion } from "../../../components/live-region.tsx";
import { milestoneKey } from "../completion.ts";
import { pick, useLesson } from "../lesson-context.ts";
import { useRun } from "../use-run.ts";
import { type Confidence, type Predicted, Prediction, PredictionReply } from "./prediction.tsx";
import styles from "./run.module.css";
import { RunSummary } from "./run-summary.tsx";
import { TourView } from "./tour-view.tsx";
import { TwinView } from "./twin-view.tsx";

export function Run({ id }: { id: string }) {
  const { lesson, milestones } = useLesson();
  const definition = pick(lesson.runs, id);
  const { prediction, tour, button } = definition;
  const run = useRun(definition);
  const key = milestoneKey.run(lesson.id, id);
  const predictionKey = milestoneKey.prediction(lesson.id, id);
  const predicted = readPredicted(milestones.detail(predictionKey));
  const { save, reached } = milestones;

  useEffect(() => {
    if (run.state === "played" && tour === undefined && !reached(key)) save(key);
  }, [run.state, tour, key, reached, save]);

  if (prediction !== undefined && predicted === null && run.state === "ready") {
    const predict = (made: Predicted) => {
      save(predictionKey, { ...made, right: made.option === prediction.answer });
      run.play();
    };
    return <Prediction prediction={prediction} button={button} onPredict={predict} />;
  }
  return (
    <div className={styles.run} data-wide="">
      <div className={styles.bar}>
        <Button
          variant={run.state === "ready" ? "primary" : "plain"}
          busy={run.state === "playing"}
          onClick={run.play}
        >
          {run.state === "ready" ? button : "Run it again"}
        </Button>
        {run.state === "playing" ? <span className={styles.hint}>The handler is starting …</span> : null}
      </div>
      {run.state === "failed" ? (
        <Callout tone="crash" title="The run did not come to its end" role="alert">
          <p>{run.fault} Run it again; nothing you did is lost.</p>
        </Callout>
      ) : null}
      {run.state === "played" ? (
        <>
          {prediction === undefined || predicted === null ? null : (
            <PredictionReply prediction={prediction} predicted={predicted} />
          )}
          {tour === undefined ? null : (
            <TourView tour={tour} history={run.main.history} onLastStop={() => reached(key) || save(key)} />
          )}
          {run.against === null ? null : (
            <TwinView run={definition} main={run.main.history} against={run.against.history} />
          )}
          {tour === undefined && run.against === null ? <RunSummary history={run.main.history} /> : null}
        </>
      ) : null}
      <LiveRegion message={run.state === "played" ? "The run is over. Its result follows." : ""} />
    </div>
  );
}

/** A prediction as it was kept; one of an older lesson counts as skipped. */
function readPredicted(detail: Readonly<Record<string, unknown>> | null): Predicted | null {
  if (detail === null) return null;
  const { option, confidence } = detail;
  const isConfidence = (value: unknown): value is Confidence =>
    /^(guess|likely|certain)$/.test(String(value));
  return {
    option: typeof option === "string" ? option : null,
    confidence: isConfidence(confidence) ? confidence : "likely",
  };
}
