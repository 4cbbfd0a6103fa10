// Opens a shared counterexample: by button or by dropping its file; the source is shown first, and nothing runs unasked.
import { type ChangeEvent, type DragEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Callout } from "../../components/callout.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { type ReadShared, readShared, SHARED_SUFFIX, type Shared } from "../../prover/share.ts";
import { invariantWords } from "../../prover/words.ts";
import styles from "./playground.module.css";
import { schemes } from "./schemes.ts";

interface OpenSharedProps {
  /** `isRun` when the learner wants to see it happen at once. */
  onOpen(shared: Shared, isRun: boolean): void;
  /** The page, onto which a file can be dropped; it is given the button. */
  children(button: ReactNode): ReactNode;
}

export function OpenShared({ onOpen, children }: OpenSharedProps) {
  const [read, setRead] = useState<ReadShared | null>(null);
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (file) setRead(await readFile(file));
  };
  const onDrag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(event.type === "dragover");
    if (event.type === "drop") void take(event.dataTransfer.files[0]);
  };
  const open = (isRun: boolean) => {
    if (read === null || !("shared" in read)) return;
    setRead(null);
    onOpen(read.shared, isRun);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop a file; the button does the same
    <div
      className={styles.page}
      data-over={isOver || undefined}
      onDragOver={onDrag}
      onDragLeave={onDrag}
      onDrop={onDrag}
    >
      {children(
        <>
          <Button size="sm" onClick={() => input.current?.click()}>
            Open a shared counterexample
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            accept=".json,application/json"
            aria-label="File of a shared counterexample"
            onChange={(event: ChangeEvent<HTMLInputElement>) => {
              void take(event.target.files?.[0]);
              // The same file can be chosen once more.
              event.target.value = "";
            }}
          />
        </>,
      )}
      <SharedDialog read={read} onClose={() => setRead(null)} onOpen={open} />
    </div>
  );
}

/** A receiver's 20 files of 200 kB, and a little more. */
const MAX_BYTES = 5_000_000;

async function readFile(file: File): Promise<ReadShared> {
  if (file.size > MAX_BYTES) {
    return {
      problem: `This file is larger than any counterexample. Choose one that ends in ${SHARED_SUFFIX}.`,
    };
  }
  return readShared(await file.text());
}

interface SharedDialogProps {
  read: ReadShared | null;
  onClose(): void;
  onOpen(isRun: boolean): void;
}

function SharedDialog({ read, onClose, onOpen }: SharedDialogProps) {
  // What is being closed stays readable until it is gone.
  const last = useRef<ReadShared>({ problem: "" });
  if (read !== null) last.current = read;
  const shown = last.current;
  const isReadable = "shared" in shown;
  return (
    <Dialog
      open={read !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      width={760}
      title={isReadable ? "A shared counterexample" : "This file cannot be opened"}
      description={isReadable ? shown.shared.case.sentence : shown.problem}
      actions={
        isReadable ? (
          <>
            <Button onClick={() => onOpen(false)}>Open without running</Button>
            <Button variant="primary" onClick={() => onOpen(true)}>
              Open and run it
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>Close</Button>
        )
      }
    >
      {isReadable && <Source shared={shown.shared} />}
    </Dialog>
  );
}

function Source({ shared }: { shared: Shared }) {
  const { invariant, scheme, scenario } = shared.case;
  const schemeName = schemes.find(({ value }) => value === scheme)?.label ?? scheme;
  return (
    <>
      <dl className={styles.facts}>
        <div>
          <dt>Breaks</dt>
          <dd>{invariantWords[invariant].title}</dd>
        </div>
        <div>
          <dt>Scheme</dt>
          <dd>{schemeName}</dd>
        </div>
        <div>
          <dt>Scenario</dt>
          <dd>{scenario}</dd>
        </div>
      </dl>
      {Object.entries(shared.files).map(([name, text]) => (
        <section key={name} className={styles.file} aria-label={name}>
          <h3>{name}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
          <pre tabIndex={0}>{text}</pre>
        </section>
      ))}
      <Callout tone="time">
        Somebody else wrote this code, and so far none of it has run. If you run it, it runs in this machine’s
        sandbox, as your own code does. Your drafts stay as they are.
      </Callout>
    </>
  );
}
