// What can be done with a counterexample: run it again, keep it as a test, give it away, play it on another handler.
import { Button } from "../components/button.tsx";
import { Menu } from "../components/menu.tsx";
import type { Files } from "../editor/store.ts";
import { useObservable } from "../editor/use-observable.ts";
import { useWorkbench } from "../workbench/use-workbench.ts";
import type { Case } from "./case.ts";
import styles from "./evidence.module.css";
import { brokenFiles } from "./prover-state.ts";
import { saveFile, writeShared } from "./share.ts";
import { twinChoices } from "./twin-choices.ts";
import { useProver } from "./use-prover.ts";

export function CaseActions({ chosen }: { chosen: Case }) {
  const { bench } = useWorkbench();
  const { prover, state } = useProver();
  const { pins } = useObservable(bench.pins);
  const isPinned = pins.some(({ token }) => token === chosen.token);
  const isRunning = state.retries[chosen.token]?.phase === "running";
  // Whoever is given the file is told that its code breaks, so it holds code that does: the editor's may be mended.
  const files = brokenFiles(state);
  const share = (broken: Files) => {
    const { name, text } = writeShared(chosen, broken);
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
      {files && (
        <Button size="sm" onClick={() => share(files)}>
          Share
        </Button>
      )}
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
