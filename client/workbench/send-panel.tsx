// What can be sent to the handler or done to it: genuine events, forgeries, faults of the network, outages.
import { type ReactNode, useId, useState } from "react";
import { attackWords } from "../../server/contract/attack-words.ts";
import type { AttackName } from "../../server/contract/attacks.ts";
import type { SessionAction } from "../../server/contract/session.ts";
import { Button } from "../components/button.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { Glyph, type Tone } from "../components/glyph.tsx";
import { Select } from "../components/select.tsx";
import { deliveryFaults, firstAttacks, furtherAttacks, outages, paymentEvents } from "./catalogue.ts";
import { Heading } from "./heading.tsx";
import { ordersOf } from "./orders.ts";
import { useWorkbench } from "./use-workbench.ts";
import styles from "./workbench.module.css";

/** Something a lesson proposes to do first. */
export interface SuggestedAction {
  readonly title: string;
  readonly sentence: string;
  readonly tone: Tone;
  /** What it does, in turn. */
  readonly script: readonly SessionAction[];
}

export function SendPanel({ suggested = [] }: { suggested?: readonly SuggestedAction[] | undefined }) {
  return (
    <div className={styles.send}>
      {suggested.length > 0 && (
        <Group title="Try this">
          {suggested.map((suggestion) => (
            <Choice key={suggestion.title} {...suggestion} />
          ))}
        </Group>
      )}
      <Events />
      <Group title="Attack it">
        <Attacks attacks={firstAttacks} tone="hostile" />
        {furtherAttacks.map(({ title, attacks }) => (
          <Disclosure key={title} summary={`${title} · ${attacks.length}`} className={styles.more}>
            <div className={styles.choices}>
              <Attacks attacks={attacks} tone="hostile" />
            </div>
          </Disclosure>
        ))}
      </Group>
      <Group title="What networks do">
        <Attacks attacks={deliveryFaults} tone="genuine" />
      </Group>
      <Outage />
    </div>
  );
}

function Group({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <div className={styles.groupHead}>
        <Heading id={id}>{title}</Heading>
        {aside}
      </div>
      <div className={styles.choices}>{children}</div>
    </section>
  );
}

/** Stays focusable while nothing runs, and says why it does nothing. */
function Choice({ title, sentence, tone, script }: SuggestedAction) {
  const { bench, view } = useWorkbench();
  const id = useId();
  const isReady = view.live !== null;
  return (
    <div className={styles.choice}>
      <Glyph tone={tone} />
      <button
        type="button"
        className={styles.choiceTitle}
        aria-describedby={id}
        aria-disabled={!isReady}
        onClick={() => isReady && bench.act(...script)}
      >
        {title}
      </button>
      <span id={id} className={styles.choiceText}>
        {sentence}
      </span>
    </div>
  );
}

/** They start from the genuine request that is selected, if one is. */
function Attacks({ attacks, tone }: { attacks: readonly AttackName[]; tone: Tone }) {
  const { view } = useWorkbench();
  const isChosen = view.selectedSeq !== null && view.selected?.origin === "genuine";
  const captured = isChosen ? view.selected?.attemptId : undefined;
  return attacks.map((attack) => {
    const { title, sentence } = attackWords[attack];
    const action: SessionAction = { kind: "attack", attack, ...(captured && { attemptId: captured }) };
    return <Choice key={attack} title={title} sentence={sentence} tone={tone} script={[action]} />;
  });
}

function Events() {
  const { view } = useWorkbench();
  const [orderId, setOrderId] = useState("");
  const orders = ordersOf(view.live?.shop ?? null);
  const picker = (
    <Select
      aria-label="Order"
      className={styles.picker}
      value={orderId}
      onChange={setOrderId}
      options={[
        { value: "", label: "next order" },
        ...orders.map(({ id, status }) => ({ value: id, label: status ? `${id} · ${status}` : id })),
        { value: "ord_unknown", label: "an unknown order" },
      ]}
    />
  );
  return (
    <Group title="Genuine events" aside={picker}>
      {paymentEvents.map(({ type, title, sentence }) => (
        <Choice
          key={type}
          title={title}
          sentence={sentence}
          tone="genuine"
          script={[{ kind: "send-event", type, ...(orderId !== "" && { orderId }) }]}
        />
      ))}
    </Group>
  );
}

function Outage() {
  const { bench, view } = useWorkbench();
  const [durationMs, setDurationMs] = useState(String(outages[2]?.durationMs));
  const isReady = view.live !== null;
  const act = (action: SessionAction) => () => isReady && bench.act(action);
  return (
    <Group title="Take it down">
      <p className={styles.hint}>
        While the receiver is down, the provider keeps the event and tries again. Start an outage, send an
        event, then play it through.
      </p>
      <div className={styles.row}>
        <Select
          aria-label="Length of the outage"
          className={styles.picker}
          value={durationMs}
          onChange={setDurationMs}
          options={outages.map(({ durationMs: ms, title }) => ({ value: String(ms), label: title }))}
        />
        <Button
          size="sm"
          aria-disabled={!isReady}
          onClick={act({ kind: "outage", durationMs: Number(durationMs) })}
        >
          Start outage
        </Button>
        <Button size="sm" aria-disabled={!isReady} onClick={act({ kind: "advance", to: "all" })}>
          Play through
        </Button>
        <Button size="sm" variant="quiet" aria-disabled={!isReady} onClick={act({ kind: "restart" })}>
          Restart receiver
        </Button>
      </div>
    </Group>
  );
}
