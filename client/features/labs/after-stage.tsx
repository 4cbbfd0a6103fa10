// What a lab teaches: one's own code beside each solution with its trade-off, the real case, and what to read next.
/// <reference path="../../api/virtual-labs.d.ts" />
import labs from "virtual:labs";
import { useMemo, useState } from "react";
import { useLive } from "../../api/live.ts";
import { ButtonLink } from "../../components/button.tsx";
import { Callout } from "../../components/callout.tsx";
import { Prose } from "../../components/prose.tsx";
import { RecallCards } from "../../components/recall-cards.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { CodeEditor } from "../../editor/code-editor.tsx";
import { createEditorStore } from "../../editor/store.ts";
import { readLocalFiles } from "../../workbench/draft.ts";
import { fixDraftKey } from "./fix-stage.tsx";
import { milestoneKey } from "./lab-milestones.ts";
import type { LabData } from "./lab-source.ts";
import type { StageProps } from "./stage-props.ts";
import styles from "./stages.module.css";

export function AfterStage({ lab, files, world, milestones }: StageProps) {
  if (!milestones.reached(milestoneKey.fixed(lab.id))) {
    return (
      <div className={styles.stage}>
        <Callout title="After the proof">
          Here your code will stand beside {lab.solutions.length} other solutions with their trade-offs,
          {lab.case === undefined ? "" : " together with the real case behind this lab,"} and what to read
          next. Break the receiver and have your repair proved first.
        </Callout>
      </div>
    );
  }
  return (
    <div className={styles.stage}>
      <section className={styles.lesson} aria-label="Why it holds">
        <h2>Why the repair is one</h2>
        <p>
          <Prose>{lab.fix.why}</Prose>
        </p>
      </section>
      <Solutions lab={lab} files={files} world={world} />
      {lab.case === undefined ? null : (
        <section className={styles.lesson} aria-label="The real case">
          <h2>{lab.case.title}</h2>
          <p>
            <Prose>{lab.case.text}</Prose>
          </p>
          <p>
            <a href={lab.case.source.url} rel="noreferrer" target="_blank">
              {lab.case.source.label}
            </a>
          </p>
        </section>
      )}
      <section className={styles.lesson} aria-label="To remember">
        <h2>To remember</h2>
        <RecallCards
          cards={lab.recall}
          isTurned={(card) => milestones.reached(milestoneKey.card(lab.id, card))}
          onTurn={(card) => milestones.save(milestoneKey.card(lab.id, card))}
        />
      </section>
      <section className={styles.lesson} aria-label="Read next">
        <h2>Read next</h2>
        <ul>
          {lab.reading.map(({ label, url }) => (
            <li key={url}>
              <a href={url} rel="noreferrer" target="_blank">
                {label}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <NextLab order={lab.order} />
    </div>
  );
}

function NextLab({ order }: { order: number }) {
  const next = useLive(labs).find((lab) => lab.order > order);
  return (
    <nav className={styles.lesson} aria-label="What next">
      <h2>{next === undefined ? "That was the last lab" : "The next lab"}</h2>
      {next === undefined ? (
        <ButtonLink to="/interview">To the interview questions</ButtonLink>
      ) : (
        <>
          <p>{next.summary}</p>
          <ButtonLink variant="primary" to={`/labs/${next.id}`}>
            {next.title}
          </ButtonLink>
        </>
      )}
    </nav>
  );
}

function Solutions({ lab, files }: LabData) {
  const [chosen, setChosen] = useState(lab.solutions[0]?.handler ?? "");
  const solution = lab.solutions.find(({ handler }) => handler === chosen);
  const handler = lab.handlers[chosen];
  const store = useMemo(() => {
    const own = readLocalFiles(fixDraftKey(lab.id)) ?? files[lab.weak] ?? {};
    return createEditorStore(files[chosen] ?? {}, own);
  }, [files, chosen, lab]);
  const options = lab.solutions.map((one) => ({
    value: one.handler,
    label: lab.handlers[one.handler]?.label ?? one.handler,
  }));
  return (
    <section className={styles.lesson} aria-label="Solutions">
      <h2>Your code beside other solutions</h2>
      <Segmented
        label="Solution"
        className={styles.solutions}
        options={options}
        value={chosen}
        onChange={setChosen}
      />
      <p>{handler?.about}</p>
      <p>
        <strong>Trade-off.</strong> <Prose>{solution?.tradeOff ?? ""}</Prose>
      </p>
      <p className={styles.sides}>
        <span>The solution</span>
        <span>Yours</span>
      </p>
      <div className={styles.compare}>
        <CodeEditor key={chosen} store={store} label="The solution, and your code" mode="compare" readOnly />
      </div>
    </section>
  );
}
