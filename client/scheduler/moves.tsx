// What could come next in a schedule: calls that wait for the shop, and what can be begun or go wrong.
import { useState } from "react";
import { attackWords } from "../../server/contract/attack-words.ts";
import { type AttackName, attackKinds } from "../../server/contract/attacks.ts";
import type { PlayedSchedule } from "../../server/contract/labs.ts";
import type { Action, CallFate } from "../../server/contract/schedule.ts";
import { Button } from "../components/button.tsx";
import { Select } from "../components/select.tsx";
import { paymentEvents } from "../workbench/catalogue.ts";
import styles from "./scheduler.module.css";
import { actorName, fateWords } from "./words.ts";

interface MovesProps {
  played: PlayedSchedule | null;
  onlyCalls: boolean;
  onMove(action: Action): void;
}

export function Moves({ played, onlyCalls, onMove }: MovesProps) {
  const waiting = played?.waiting ?? [];
  return (
    <div className={styles.moves}>
      <h3>Whose call comes next?</h3>
      {waiting.length === 0 ? (
        <p className={styles.none}>Nobody waits for the shop.</p>
      ) : (
        <ul className={styles.waiting}>
          {waiting.map((call) => (
            <li key={call.actor}>
              <WaitingCall call={call} onlyCalls={onlyCalls} onMove={onMove} />
            </li>
          ))}
        </ul>
      )}
      {onlyCalls ? null : (
        <>
          <h3>Or something begins, or goes wrong</h3>
          <Begin played={played} onMove={onMove} />
        </>
      )}
    </div>
  );
}

interface WaitingCallProps extends Pick<MovesProps, "onlyCalls" | "onMove"> {
  call: PlayedSchedule["waiting"][number];
}

function WaitingCall({ call, onlyCalls, onMove }: WaitingCallProps) {
  const [fate, setFate] = useState<CallFate>("answered");
  const { actor, service, operation, summary, source } = call;
  const name = actorName(actor);
  return (
    <>
      <p className={styles.call}>
        <strong>{name}</strong> <span>{source === undefined ? "" : `line ${source.line}`}</span>
        <code>
          {service}.{operation}: {summary}
        </code>
      </p>
      <div className={styles.fate}>
        {onlyCalls ? null : (
          <Select
            aria-label={`What becomes of the call of ${name}`}
            value={fate}
            onChange={setFate}
            options={fates.map((value) => ({ value, label: fateWords[value] }))}
          />
        )}
        <Button size="sm" onClick={() => onMove({ do: "call", actor, ...(fate !== "answered" && { fate }) })}>
          Let it go first
        </Button>
      </div>
    </>
  );
}

const fates: readonly CallFate[] = ["answered", "refused", "answer-lost", "crash-after"];

function Begin({ played, onMove }: Omit<MovesProps, "onlyCalls">) {
  const [type, setType] = useState<string>(paymentEvents[0]?.type ?? "");
  const [attack, setAttack] = useState<AttackName>("replay-attack");
  const events = played?.events ?? 0;
  const attempts = played?.attempts ?? 0;
  return (
    <div className={styles.begin}>
      <div className={styles.fate}>
        <Select
          aria-label="Event"
          value={type}
          onChange={setType}
          options={paymentEvents.map((event) => ({ value: event.type, label: event.title }))}
        />
        <Button size="sm" onClick={() => onMove({ do: "event", type })}>
          Send an event
        </Button>
      </div>
      <div className={styles.fate}>
        <Select
          aria-label="Attack"
          value={attack}
          onChange={setAttack}
          options={attackNames.map((value) => ({ value, label: attackWords[value].title }))}
        />
        <Button size="sm" onClick={() => onMove({ do: "attack", attack })}>
          Attack
        </Button>
      </div>
      <div className={styles.others}>
        <Button size="sm" disabled={events === 0} onClick={() => onMove({ do: "copy", of: events - 1 })}>
          Copy of the last event
        </Button>
        <Button
          size="sm"
          disabled={attempts === 0}
          onClick={() => onMove({ do: "reply", actor: attempts, fate: "lost" })}
        >
          Lose the answer of request {attempts}
        </Button>
        {others.map(({ label, action }) => (
          <Button key={label} size="sm" onClick={() => onMove(action)}>
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}

const attackNames = (Object.keys(attackKinds) as AttackName[]).filter(
  (name) => attackKinds[name] !== "delivery",
);

const others: readonly { label: string; action: Action }[] = [
  { label: "Cut the power", action: { do: "crash" } },
  { label: "Down for an hour", action: { do: "outage", durationMs: 3_600_000 } },
  { label: "Wait for the next attempt", action: { do: "next-attempt" } },
  { label: "Let all come to rest", action: { do: "rest" } },
  { label: "Play all retries", action: { do: "settle" } },
];
