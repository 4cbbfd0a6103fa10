// An attack by a script: an editor of its own with the types of `attacker`, kept like every other code.
import { useEffect, useState } from "react";
import type { Attack } from "../../../server/contract/labs.ts";
import { useDraft } from "../../api/use-draft.ts";
import { Badge } from "../../components/badge.tsx";
import { Disclosure } from "../../components/disclosure.tsx";
import { EditorPanel } from "../../editor/editor-panel.tsx";
import { createEditorStore, type EditorStore } from "../../editor/store.ts";
import styles from "./stages.module.css";

interface ScriptAttackProps {
  /** Where the script is kept. */
  draftKey: string;
  label: string;
  judge(attack: Attack): void;
  isJudging: boolean;
}

const NAME = "attack.ts";

const starter = `// The attacker has seen a genuine request on the wire, and can send what he likes.
const request = await attacker.capture();

const answer = await attacker.send({ ...request, body: request.body });
if (answer.status >= 400) throw new Error("It was refused with " + answer.status);
`;

export default function ScriptAttack({ draftKey, label, judge, isJudging }: ScriptAttackProps) {
  const { store, kept } = useScript(draftKey);
  const run = () => judge({ by: "script", text: textIn(store) });
  return (
    <div className={styles.script}>
      <div className={styles.editor}>
        <EditorPanel
          compact
          store={store}
          label={label}
          runLabel="Run the attack"
          busy={isJudging}
          onRun={run}
          status={<Badge>{kept}</Badge>}
        />
      </div>
      <Disclosure summary="What an attacker can do">
        <dl className={styles.manual}>
          {manual.map(({ call, text }) => (
            <div key={call}>
              <dt>
                <code>{call}</code>
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Disclosure>
    </div>
  );
}

/** The script in an editor, and where it is kept. */
function useScript(draftKey: string): { store: EditorStore; kept: string } {
  const { value, state, isOwn, setValue } = useDraft(draftKey, starter, asText);
  const [store] = useState(() => createEditorStore({ [NAME]: starter }, { [NAME]: value }));
  useEffect(() => {
    let last = textIn(store);
    return store.subscribe(() => {
      const text = textIn(store);
      if (text !== last) setValue(text);
      last = text;
    });
  }, [store, setValue]);
  useEffect(() => {
    // A newer copy has come from the server.
    if (value !== textIn(store)) store.replace({ [NAME]: value });
  }, [store, value]);
  const where = {
    loading: "",
    saved: " · saved",
    saving: " · saving …",
    "kept-here": " · kept in this browser",
  };
  return { store, kept: isOwn ? `yours${where[state]}` : "starter" };
}

const textIn = (store: EditorStore): string => store.read().files[NAME] ?? "";
const asText = (stored: unknown): string | null => (typeof stored === "string" ? stored : null);

const manual = [
  {
    call: "attacker.capture(type?, { orderId, fields, encoding, signedBy }?)",
    text: "A customer pays, or another event happens; gives the request when it has been answered. encoding: compact, indented, reordered, escaped or float-numbers; signedBy: a list of current, previous and unknown-version.",
  },
  { call: "attacker.overhear(…)", text: "The same, but at once: while the receiver is still at work on it." },
  {
    call: "attacker.send({ method, path, headers, body })",
    text: "Sends a request and gives { status, body }. Several at once, by Promise.all, arrive at the same moment.",
  },
  {
    call: "attacker.sign(body, secret, { id, timestamp }?)",
    text: "The headers of a signature made with a secret that you know or guess.",
  },
  {
    call: "attacker.use(name)",
    text: "An attack or a trouble of the catalogue, such as replay-attack, overlapping-duplicate or reply-lost.",
  },
  {
    call: "attacker.wait(ms), attacker.outage(ms), attacker.restart()",
    text: "Time passes; the receiver is down; its power is cut.",
  },
] as const;
