// A language model's view beside the grade, for those who have set one up: it is asked only by this button.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PointVerdict } from "../../../server/contract/interview.ts";
import type { SecondOpinion as Opinion } from "../../../server/contract/model-grader.ts";
import { askSecondOpinion, getModelGrader } from "../../api/model-grader.ts";
import { describeError } from "../../api/queries.ts";
import { Button } from "../../components/button.tsx";
import { Callout } from "../../components/callout.tsx";
import { Card } from "../../components/card.tsx";
import { Band } from "./band.tsx";
import styles from "./second-opinion.module.css";
import { describeBand } from "./words.ts";

export function SecondOpinion({ questionId, answer }: { questionId: string; answer: string }) {
  const grader = useQuery({
    queryKey: ["model-grader"],
    queryFn: ({ signal }) => getModelGrader(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [asked, setAsked] = useState<string | null>(null);
  const opinion = useQuery({
    queryKey: ["second-opinion", questionId, asked],
    queryFn: ({ signal }) => askSecondOpinion(questionId, asked ?? "", signal),
    enabled: asked !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (grader.data?.enabled !== true) return null;
  const { host, model } = grader.data;
  const isShown = asked === answer && opinion.data !== undefined;
  const ask = () => (asked === answer ? void opinion.refetch() : setAsked(answer));
  return (
    <Card className={styles.card}>
      <h2 className={styles.title}>Second opinion</h2>
      <p className={styles.note}>
        Sends this question and your answer to {model} at {host}, and nothing else. The grade above stands
        either way.
      </p>
      <div role="status" className={styles.outcome}>
        {isShown ? <Told opinion={opinion.data} /> : null}
        {opinion.isError ? <Failure error={opinion.error} /> : null}
      </div>
      {isShown && opinion.data.state === "graded" ? null : (
        <div>
          <Button busy={opinion.isFetching} onClick={ask}>
            {isShown || opinion.isError ? "Ask again" : `Ask ${model}`}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Failure({ error }: { error: unknown }) {
  const { what, todo } = describeError(error);
  return (
    <Callout tone="crash" title={what}>
      <p>{todo}</p>
    </Callout>
  );
}

function Told({ opinion }: { opinion: Opinion }) {
  if (opinion.state === "fallback") {
    return (
      <Callout tone="time" title={opinion.reason}>
        <p>{opinion.remedy}</p>
      </Callout>
    );
  }
  const { grade, disagreements, model } = opinion;
  return (
    <>
      <p className={styles.band}>
        <Band range={grade.bandRange} size="sm" />
        <span>
          {model}: band {describeBand(grade.bandRange)}
        </span>
      </p>
      {disagreements.length === 0 ? <p>It sees every point as the grade above does.</p> : null}
      <ul className={styles.differences}>
        {disagreements.map(({ point, statement, offline, model: said, why }) => (
          <li key={point}>
            <p>{statement}</p>
            <p className={styles.note}>
              Here: {words[offline]}. {model}: {words[said]}
              {why === "" ? "." : `, “${why}”`}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

const words: Readonly<Record<PointVerdict, string>> = {
  met: "made",
  unsure: "could not tell",
  missed: "missed",
  contradicted: "contradicted",
};
