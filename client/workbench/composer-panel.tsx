// Writes a request by hand: from a captured one or from nothing, signed anew or left as it is.
import { useState } from "react";
import type { HeaderPairs } from "../../server/contract/history.ts";
import { Button } from "../components/button.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { Field, TextArea, TextInput } from "../components/field.tsx";
import { IconButton } from "../components/icon-button.tsx";
import { Select } from "../components/select.tsx";
import { Switch } from "../components/switch.tsx";
import { outcomeOf, titleOf } from "./attempts.ts";
import { base64OfText } from "./bytes.ts";
import {
  blankRequest,
  type Composed,
  composeFrom,
  isHeaderName,
  isSendable,
  methods,
  remarksOn,
  toAction,
} from "./compose.ts";
import { curlCommand } from "./curl.ts";
import { Heading } from "./heading.tsx";
import styles from "./panels.module.css";
import { useWorkbench } from "./use-workbench.ts";

export function ComposerPanel() {
  const { bench, view } = useWorkbench();
  const [composed, setComposed] = useState<Composed>(blankRequest);
  const change = (part: Partial<Composed>) => setComposed((before) => ({ ...before, ...part }));
  const canSend = view.live !== null && isSendable(composed);
  const command =
    view.live && curlCommand(view.live.liveUrl, { ...composed, bodyBase64: base64OfText(composed.body) });
  return (
    <form
      className={styles.panel}
      aria-label="Request composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) bench.act(toAction(composed));
      }}
    >
      <StartFrom onStart={setComposed} />
      <div className={styles.target}>
        <Field label="Method">
          <Select
            value={composed.method}
            onChange={(method) => change({ method })}
            options={methods.map((method) => ({ value: method, label: method }))}
          />
        </Field>
        <Field label="Path" className={styles.grow}>
          <TextInput
            mono
            value={composed.path}
            spellCheck={false}
            onChange={(event) => change({ path: event.currentTarget.value })}
          />
        </Field>
      </div>
      <HeaderRows headers={composed.headers} onChange={(headers) => change({ headers })} />
      <Field label="Body">
        <TextArea
          mono
          rows={10}
          value={composed.body}
          spellCheck={false}
          onChange={(event) => change({ body: event.currentTarget.value })}
        />
      </Field>
      <Switch
        label="Sign it with the real secret, over this body"
        checked={composed.sign}
        onChange={(sign) => change({ sign })}
      />
      <ul className={styles.remarks} aria-live="polite">
        {remarksOn(composed).map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
      <div className={styles.row}>
        <Button type="submit" aria-disabled={!canSend}>
          Send
        </Button>
        {command && <CopyButton text={command} label="Copy as curl" />}
      </div>
      <LiveUrl />
    </form>
  );
}

function StartFrom({ onStart }: { onStart(composed: Composed): void }) {
  const { view } = useWorkbench();
  const usable = view.attempts.filter(({ request }) => composeFrom(request) !== null);
  const start = (id: string) => {
    const attempt = usable.find(({ attemptId }) => attemptId === id);
    onStart((attempt && composeFrom(attempt.request)) ?? blankRequest);
  };
  return (
    <Field label="Start from">
      <Select
        value="choose"
        onChange={start}
        options={[
          { value: "choose", label: "Choose what to start from …", disabled: true },
          { value: "blank", label: "A made-up payment" },
          ...usable.map((attempt, index) => ({
            value: attempt.attemptId,
            label: `${index + 1}. ${titleOf(attempt)} → ${outcomeOf(attempt)}`,
          })),
        ]}
      />
    </Field>
  );
}

function HeaderRows({ headers, onChange }: { headers: HeaderPairs; onChange(headers: HeaderPairs): void }) {
  const set = (index: number, pair: [string, string]) =>
    onChange(headers.map((before, at) => (at === index ? pair : before)));
  return (
    <fieldset className={styles.headerRows}>
      <legend>Headers</legend>
      {headers.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its position; names may be empty or repeated
        <div key={index} className={styles.headerRow}>
          <TextInput
            mono
            aria-label={`Name of header ${index + 1}`}
            aria-invalid={name !== "" && !isHeaderName(name)}
            value={name}
            spellCheck={false}
            onChange={(event) => set(index, [event.currentTarget.value, value])}
          />
          <TextInput
            mono
            aria-label={`Value of ${name || `header ${index + 1}`}`}
            value={value}
            spellCheck={false}
            onChange={(event) => set(index, [name, event.currentTarget.value])}
          />
          <IconButton
            size="sm"
            label={`Remove ${name || `header ${index + 1}`}`}
            icon="×"
            onClick={() => onChange(headers.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button size="sm" variant="quiet" onClick={() => onChange([...headers, ["", ""]])}>
        Add a header
      </Button>
    </fieldset>
  );
}

/** For a client of one's own: where the handler listens, and what it takes to sign. */
function LiveUrl() {
  const { view } = useWorkbench();
  if (!view.live) return null;
  const { liveUrl, secret } = view.live;
  return (
    <section className={styles.part}>
      <Heading>From your own terminal</Heading>
      <dl className={styles.headers}>
        <div>
          <dt>URL</dt>
          <dd>{new URL("/webhooks/payment", liveUrl).href}</dd>
        </div>
        <div>
          <dt>WEBHOOK_SECRET</dt>
          <dd>{secret}</dd>
        </div>
      </dl>
    </section>
  );
}
