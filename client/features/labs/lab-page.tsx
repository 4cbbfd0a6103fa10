// A lab: its story, and the stages in which one breaks a receiver, repairs it and has the repair proved.
/// <reference path="../../api/virtual-course.d.ts" />
/// <reference path="../../api/virtual-labs.d.ts" />
import course from "virtual:course";
import labs from "virtual:labs";
import { Fragment, type ReactNode, Suspense, use, useEffect, useRef, useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { type Live, useLive } from "../../api/live.ts";
import { type Milestones, useMilestones } from "../../api/use-milestones.ts";
import { ButtonLink } from "../../components/button.tsx";
import { Prose } from "../../components/prose.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { EmptyState } from "../../components/states.tsx";
import { type TabItem, Tabs } from "../../components/tabs.tsx";
import { Tick } from "../../components/tick.tsx";
import { AfterStage } from "./after-stage.tsx";
import { BreakStage } from "./break-stage.tsx";
import { FixStage } from "./fix-stage.tsx";
import { HuntStage } from "./hunt-stage.tsx";
import { isBroken, milestoneKey } from "./lab-milestones.ts";
import styles from "./lab-page.module.css";
import { type LabData, loadLab, type ShownLab } from "./lab-source.ts";
import { useKeptAttack } from "./use-kept-attack.ts";

export const preload = ({ labId = "" }: Readonly<Record<string, string | undefined>>) => loadLab(labId);

export default function LabPage() {
  const { labId = "" } = useParams();
  return (
    <Suspense fallback={<Skeleton label="The lab is loading" lines={10} />}>
      <LoadedPage key={labId} labId={labId} />
    </Suspense>
  );
}

function LoadedPage({ labId }: { labId: string }) {
  const data = use(loadLab(labId));
  if (data !== null) return <OpenLab data={data} />;
  return (
    <EmptyState isPage title="There is no such lab" action={<ButtonLink to="/labs">To the labs</ButtonLink>}>
      No lab is called “{labId}”.
    </EmptyState>
  );
}

function OpenLab({ data }: { data: Live<LabData> }) {
  const live = useLive(data);
  const { lab } = live;
  const milestones = useMilestones();
  const [stage, setStage] = useStage();
  const kept = useKeptAttack(lab.id);
  const stages = useRef<HTMLDivElement>(null);
  /** From a button within a stage: it is hidden then, so the focus goes to the tab of the next one. */
  const goOnTo = (next: Stage) => {
    setStage(next);
    requestAnimationFrame(() =>
      stages.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
    );
  };
  useEffect(() => {
    document.title = `${lab.title} · Hookproof`;
  }, [lab.title]);

  const props = { ...live, milestones, kept };
  const visited = useVisited(stage);
  const panels: Record<Stage, ReactNode> = {
    break: <BreakStage {...props} onGoOn={() => goOnTo("fix")} />,
    fix: <FixStage {...props} onGoOn={() => goOnTo("after")} onGoBack={() => goOnTo("break")} />,
    hunt: lab.hunt === null ? null : <HuntStage {...props} hunt={lab.hunt} />,
    // It shows the learner's code as it is now, so it is drawn anew on each visit.
    after: stage === "after" ? <AfterStage {...props} /> : null,
  };
  const items: TabItem<Stage>[] = stagesOf(lab, milestones).map(({ value, label, isDone }) => ({
    value,
    label: <StageLabel label={label} isDone={isDone} />,
    panel: visited.has(value) ? panels[value] : null,
  }));
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <p className={styles.eyebrow}>
          Lab {lab.order} · {lab.level} · {lab.minutes} minutes
        </p>
        <h1>{lab.title}</h1>
        <div className={styles.story}>
          {lab.story.map((paragraph) => (
            <p key={paragraph}>
              <Prose>{paragraph}</Prose>
            </p>
          ))}
        </div>
        <BuildsOn ids={lab.after} />
      </header>
      <div ref={stages}>
        <Tabs label="Stages of the lab" items={items} value={stage} onChange={setStage} keepMounted />
      </div>
    </article>
  );
}

/** Lessons and labs that come before it, by their titles. */
function BuildsOn({ ids }: { ids: readonly string[] }) {
  const lessons = useLive(course).map(({ id, title }) => ({ id, title, to: `/learn/${id}` }));
  const others = useLive(labs).map(({ id, title }) => ({ id, title, to: `/labs/${id}` }));
  const before = [...lessons, ...others].filter(({ id }) => ids.includes(id));
  if (before.length === 0) return null;
  return (
    <p className={styles.before}>
      Builds on{" "}
      {before.map(({ id, title, to }, index) => (
        <Fragment key={id}>
          {index === 0 ? "" : index === before.length - 1 ? " and " : ", "}
          <Link to={to}>{title}</Link>
        </Fragment>
      ))}
    </p>
  );
}

const stageNames = ["break", "fix", "hunt", "after"] as const;
type Stage = (typeof stageNames)[number];

/** Kept in the address, so that a reload and a link come back to it. */
function useStage(): [Stage, (stage: Stage) => void] {
  const [params, setParams] = useSearchParams();
  const asked = params.get("stage");
  const stage = stageNames.find((one) => one === asked) ?? "break";
  return [stage, (next) => setParams(next === "break" ? {} : { stage: next }, { replace: true })];
}

/** A stage stays as it is once it was visited, its session included; before that it costs nothing. */
function useVisited(stage: Stage): ReadonlySet<Stage> {
  const [visited, setVisited] = useState<ReadonlySet<Stage>>(new Set([stage]));
  if (!visited.has(stage)) setVisited(new Set([...visited, stage]));
  return visited;
}

function stagesOf(lab: ShownLab, { reached }: Milestones) {
  const outline = { id: lab.id, goals: lab.goals.map(({ id }) => id) };
  const all: { value: Stage; label: string; isDone: boolean }[] = [
    { value: "break", label: "Break it", isDone: isBroken(outline, reached) },
    { value: "fix", label: "Repair and prove", isDone: reached(milestoneKey.fixed(lab.id)) },
    { value: "hunt", label: "Hunt", isDone: reached(milestoneKey.hunted(lab.id)) },
    { value: "after", label: "What it teaches", isDone: false },
  ];
  return all.filter(({ value }) => value !== "hunt" || lab.hunt !== null);
}

function StageLabel({ label, isDone }: { label: string; isDone: boolean }) {
  return (
    <span className={styles.stage} data-done={isDone || undefined}>
      {label}
      {isDone ? (
        <span className={styles.tick}>
          <Tick />
          <span className={styles.hidden}>done</span>
        </span>
      ) : null}
    </span>
  );
}
