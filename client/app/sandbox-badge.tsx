// Tells honestly how well the learner's code is kept in: the tier, its layers, and what the canaries found.
import type { SandboxTier } from "../../server/contract/session.ts";
import { describeError, useHealth } from "../api/queries.ts";
import { Disclosure } from "../components/disclosure.tsx";
import { Glyph, type Tone } from "../components/glyph.tsx";
import { Popover } from "../components/popover.tsx";
import { VisuallyHidden } from "../components/visually-hidden.tsx";
import styles from "./sandbox-badge.module.css";

/** Tiers 1 and 2 isolate by the operating system; 3 by the runtime alone; 4 hardly. */
const tones: Record<SandboxTier["tier"], Tone> = { 1: "effect", 2: "effect", 3: "time", 4: "hostile" };

export function SandboxBadge() {
  const { data, error } = useHealth();
  if (data === undefined) {
    return error === null ? null : <span className={styles.unknown}>{describeError(error).what}</span>;
  }
  const { sandbox, version } = data;
  return (
    <Popover
      size="sm"
      className={styles.badge}
      title={`Sandbox: ${sandbox.label}`}
      label={
        <>
          <Glyph tone={tones[sandbox.tier]} size={8} />
          <VisuallyHidden>Sandbox: </VisuallyHidden>
          <span className={styles.label}>{sandbox.label}</span>
        </>
      }
    >
      <SandboxDetails sandbox={sandbox} version={version} />
    </Popover>
  );
}

function SandboxDetails({ sandbox, version }: { sandbox: SandboxTier; version: string }) {
  const held = sandbox.canaries.filter((canary) => canary.held).length;
  const broken = sandbox.canaries.length - held;
  return (
    <div className={styles.details}>
      <p>{sandbox.explanation}</p>
      <h3>Layers</h3>
      <ul className={styles.layers}>
        {sandbox.layers.map((layer) => (
          <li key={layer}>{layer}</li>
        ))}
      </ul>
      <Disclosure
        defaultOpen={broken > 0}
        summary={`Tried at the start: ${held} of ${sandbox.canaries.length} escapes were stopped`}
      >
        <ul className={styles.canaries}>
          {sandbox.canaries.map(({ name, held, detail }) => (
            <li key={`${name} ${detail}`}>
              <span className={held ? styles.held : styles.broken}>{held ? "✓ stopped" : "✕ escaped"}</span>
              <span>
                {name}
                <small>{detail}</small>
              </span>
            </li>
          ))}
        </ul>
      </Disclosure>
      <p className={styles.foot}>
        Tier {sandbox.tier} of 4 (1 is the strongest) · Hookproof {version}
      </p>
    </div>
  );
}
