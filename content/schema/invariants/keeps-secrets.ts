// keeps-secrets: no signing secret and no personal data of a customer in logs or answers.
import { textOfBase64 } from "../bytes.ts";
import { createLeakFinder, type Leak, type Shown } from "../leaks.ts";
import type { ObservedAttempt, ObservedHistory } from "../observation.ts";
import { broken, held, type Invariant, type JudgedWorld, type Judgement, notChecked } from "./judgement.ts";

export const keepsSecrets: Invariant = {
  id: "keeps-secrets",
  title: "keeps its secrets",
  why: "Logs and answers are copied to places that many people read, and one line with the secret lets any of them forge events.",
  look: "Look at what is written to the console and sent back: name the fields that may be seen, such as an event's id, instead of whole bodies, headers or errors.",
  judge,
};

function judge(observed: ObservedHistory, world: JudgedWorld): Judgement {
  const shown = [...observed.logs.map(shownByLog), ...observed.attempts.flatMap(shownByAnswer)];
  if (shown.length === 0) return notChecked;
  const find = createLeakFinder(
    world,
    [...observed.events.values()].map(({ said }) => said),
  );
  for (const one of shown.sort((a, b) => a.seq - b.seq)) {
    const leak = find(one);
    if (leak !== null) {
      return broken({ summary: `${places[one.place]} ${leaks[leak]}.`, seq: one.seq, byEffect: false });
    }
  }
  return held(`${shown.length} lines of log and answers tell nothing that is not for others.`);
}

const places = {
  log: "A log line shows",
  body: "An answer shows",
  headers: "An answer's headers show",
} as const;

const leaks: Readonly<Record<Leak, string>> = {
  secret: "the signing secret",
  email: "a customer's e-mail address",
  card: "digits of a customer's card",
};

const shownByLog = ({ text, seq }: ObservedHistory["logs"][number]): Shown => ({ place: "log", text, seq });

function shownByAnswer({ finished }: ObservedAttempt): Shown[] {
  const { outcome } = finished ?? {};
  if (finished === null || outcome === undefined || !("response" in outcome)) return [];
  const { headers, bodyBase64 } = outcome.response;
  const { seq } = finished;
  const names = headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  return [
    { place: "headers", text: names, seq },
    { place: "body", text: textOfBase64(bodyBase64), seq },
  ];
}
