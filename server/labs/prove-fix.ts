// Proves a repair: first by the learner's own attack, then by variants that nobody has seen, then by the whole bound.

import { count } from "../../content/schema/invariants/judgement.ts";
import type { ProofEvent } from "../contract/proof.ts";
import type { Prove } from "../grading/types.ts";
import { brokenBy, type PlayedAttack, playAttack, type Variant } from "./attack-player.ts";
import type { OnStage } from "./judge-attack.ts";
import type { ParsedAttack } from "./types.ts";

export interface FixParts {
  readonly attack: ParsedAttack;
  /** Searches the bound. */
  readonly prove: Prove;
  withStage<Result>(work: (onStage: OnStage) => Promise<Result>): Promise<Result>;
}

/** Other ids, secrets and signatures, and other bytes for the same events. */
const variants: readonly Variant[] = [
  { seed: 2 },
  { seed: 3, encoding: "compact" },
  { seed: 4, encoding: "reordered" },
  { seed: 5, encoding: "escaped" },
];

/** The proof ends where something breaks: with `stopped` before the bound, with its verdict in it. */
export function proveFix({ attack, prove, withStage }: FixParts): Prove {
  return async (request, listener, signal) => {
    const { files } = request.submission;
    const play = (variant?: Variant) =>
      withStage((onStage) => onStage(files, (setting) => playAttack(setting, files, attack, { variant })));
    const tell = (stage: Stage, state: "running" | "held", message: string) =>
      listener({ type: "stage", stage, state, message });

    tell("attack", "running", "Your own attack is played on your repair.");
    if (isBroken("attack", await play(), listener)) return;
    tell("attack", "held", "Your repair bears your own attack.");
    tell("variants", "running", "Variants of it are played, with other ids, keys and bytes.");
    for (const variant of variants) {
      if (signal.aborted) return listener({ type: "stopped", message: "The proof was stopped." });
      if (isBroken("variants", await play(variant), listener)) return;
    }
    tell(
      "variants",
      "held",
      `It bears ${count(variants.length, "variant", "variants")} of the attack as well.`,
    );
    tell("bound", "running", "Every schedule within the bound is searched, honest ones and hostile ones.");
    await prove(request, (event) => tellBound(event, listener), signal);
  };
}

type Stage = Extract<ProofEvent, { type: "stage" }>["stage"];

/** Ends the proof with what it shows; code that does not start is left to the bound, which says so with its place. */
function isBroken(stage: Stage, played: PlayedAttack, listener: (event: ProofEvent) => void): boolean {
  const broken = brokenBy(played).map(({ byEffect: _byEffect, ...one }) => one);
  const [first] = broken;
  if (first === undefined) return false;
  const message =
    stage === "attack"
      ? `Your own attack still breaks it. ${first.summary}`
      : `A variant of your attack breaks it. ${first.summary}`;
  const { epochMs, history } = played;
  listener({ type: "stage", stage, state: "broken", message, broken, epochMs, entries: [...history] });
  listener({ type: "stopped", message });
  return true;
}

function tellBound(event: ProofEvent, listener: (event: ProofEvent) => void): void {
  if (event.type === "verdict") {
    const { verdict, explored } = event.verdict;
    const message =
      verdict === "pass"
        ? `It holds in all ${explored.schedules} schedules${explored.complete ? "" : " that were played"}.`
        : "The search has found a schedule that breaks it.";
    if (verdict !== "error")
      listener({ type: "stage", stage: "bound", state: verdict === "pass" ? "held" : "broken", message });
  }
  listener(event);
}
