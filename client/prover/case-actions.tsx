// What can be done with a counterexample: run it again, keep it as a test, give it away, play it on another handler.
import { Button } from "../components/button.tsx";
import { Menu } from "../components/menu.tsx";
import { useObservable } from "../editor/use-observable.ts";
import { useWorkbench } from "../workbench/use-workbench.ts";
import type { Case } from "./case.ts";
import styles from "./evidence.module.css";
import { saveFile, writeShared } from "./share.ts";
import { twinChoices } from "./twin-choices.ts";
import { useProver } from "./use-prover.ts";

export function CaseActions({ chosen }: { chosen: Case }) {
  const { bench } = useWorkbench();
  const { prover, state } = useProver();
  const { pins } = useObservable(bench.pins);
  const isPinned = pins.some(({ token }) => token === chosen.token);
  const isRunning = state.retries[chosen.token]?.phase === "running";
  const share = () => {
    const { name, text } = writeShared(chosen, bench.editor.read().files);
    saveFile(name, text);
  };
  return (
    <div className={styles.actions}>
      <Button size="sm" busy={isRunning} onClick={() => void prover.again(chosen)}>
        Run this again
      </Button>
      <Button
        size="sm"
        aria-pressed={isPinned}
        onClick={() => (isPinned ? bench.pins.unpin(chosen.token) : bench.pins.pin(chosen))}
      >
        {isPinned ? "Pinned" : "Pin as a test"}
      </Button>
      <Button size="sm" onClick={share}>
        Share
      </Button>
      <TwinMenu chosen={chosen} />
    </div>
  );
}

function TwinMenu({ chosen }: { chosen: Case }) {
  const { bench } = useWorkbench();
  const { prover, state } = useProver();
  const { files, starter } = useObservable(bench.editor);
  const choices = twinChoices({
    chosen,
    files,
    starter,
    proved: state.files,
    draftKey: bench.about.draftKey,
  });
  return (
    <Menu
      size="sm"
      align="end"
      label="Twin run"
      groups={[
        {
          key: "others",
          label: "The same schedule on your code and on …",
          items: choices.map(({ key, name, about, files: other }) => ({
            key,
            label: name,
            description: about,
            onSelect: () => void prover.twin(chosen, { name, files: other }),
          })),
        },
      ]}
    />
  );
}
