// The files as tabs, with add, rename and delete for the one in front.
import { type ReactNode, useState } from "react";
import { Button } from "../components/button.tsx";
import { Field, TextInput } from "../components/field.tsx";
import { IconButton } from "../components/icon-button.tsx";
import { Tabs } from "../components/tabs.tsx";
import styles from "./editor.module.css";
import { addIcon, deleteIcon, renameIcon } from "./icons.tsx";
import { type EditorStore, isEntry, type Refusal } from "./store.ts";
import { useObservable } from "./use-observable.ts";

interface FileTabsProps {
  readonly store: EditorStore;
  readonly label: string;
  /** False keeps the set of files as it is. */
  readonly canChangeFiles: boolean;
  readonly actions: ReactNode;
}

export function FileTabs({ store, label, canChangeFiles, actions }: FileTabsProps) {
  const { files, active, problems } = useObservable(store);
  const [naming, setNaming] = useState<"add" | "rename" | null>(null);
  const name = (given: string): Refusal => {
    const refusal = naming === "add" ? store.add(given) : store.rename(active, given);
    if (refusal === null) setNaming(null);
    return refusal;
  };
  const items = Object.keys(files).map((file) => ({
    value: file,
    label: problems.some(({ place }) => place.file === file) ? <Faulty name={file} /> : file,
  }));
  return (
    <>
      <div className={styles.header}>
        <Tabs
          className={styles.tabs}
          label={`Files of ${label}`}
          items={items}
          value={active}
          onChange={(file) => store.activate(file)}
        />
        {canChangeFiles && (
          <div className={styles.fileActions}>
            <IconButton size="sm" label="Add a file" icon={addIcon} onClick={() => setNaming("add")} />
            {!isEntry(active) && (
              <>
                <IconButton
                  size="sm"
                  label={`Rename ${active}`}
                  icon={renameIcon}
                  onClick={() => setNaming("rename")}
                />
                <IconButton
                  size="sm"
                  label={`Delete ${active}`}
                  icon={deleteIcon}
                  onClick={() => store.remove(active)}
                />
              </>
            )}
          </div>
        )}
        <div className={styles.actions}>{actions}</div>
      </div>
      {naming && (
        <NameForm
          key={naming}
          label={naming === "add" ? "Name of the new file" : `New name of ${active}`}
          initial={naming === "add" ? "" : active}
          onName={name}
          onCancel={() => setNaming(null)}
        />
      )}
    </>
  );
}

function Faulty({ name }: { name: string }) {
  return (
    <>
      {name}
      <span className={styles.fault} title="This file has a problem">
        !
      </span>
    </>
  );
}

interface NameFormProps {
  readonly label: string;
  readonly initial: string;
  onName(name: string): Refusal;
  onCancel(): void;
}

function NameForm({ label, initial, onName, onCancel }: NameFormProps) {
  const [name, setName] = useState(initial);
  const [refusal, setRefusal] = useState<Refusal>(null);
  return (
    <form
      className={styles.bar}
      onSubmit={(event) => {
        event.preventDefault();
        setRefusal(onName(withExtension(name.trim())));
      }}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
    >
      <Field label={label} hideLabel error={refusal}>
        <TextInput
          mono
          autoFocus
          value={name}
          placeholder="verify.ts"
          spellCheck={false}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <Button type="submit" size="sm">
        {initial === "" ? "Add" : "Rename"}
      </Button>
      <Button size="sm" variant="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  );
}

function withExtension(name: string) {
  return name === "" || name.includes(".") ? name : `${name}.ts`;
}
