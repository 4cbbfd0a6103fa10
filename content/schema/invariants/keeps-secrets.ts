// keeps-secrets: no signing secret and no personal data of a customer in logs or answers.
import { textOfBase64 } from "../bytes.ts";
import { createLeakFinder, type Leak, type Shown } from "../leaks.ts";
import type { ObservedAttempt, ObservedHistory } from "../observation.ts";
import { tellsSignature } from "../told-signature.ts";
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
  const requestOf = ({ attemptId }: ShownFor) =>
    observed.attempts.find(({ started }) => started.attemptId === attemptId)?.started.request;
  for (const one of shown.sort((a, b) => a.seq - b.seq)) {
    const leak = find(one) ?? (tellsSignature(one.text, () => requestOf(one), world) ? "signature" : null);
    if (leak === null) continue;
    const summary = `${places[one.place]} ${leaks[leak]}.`;
    return broken({ summary, seq: one.seq, byEffect: false, ...(leak === "signature" && { look }) });
  }
  return held(`${shown.length} lines of log and answers tell nothing that is not for others.`);
}

interface ShownFor extends Shown {
  /** The request that it answers, or in whose handling it was logged. */
  readonly attemptId: string | null;
}

const places = {
  log: "A log line shows",
  body: "An answer shows",
  headers: "An answer's headers show",
} as const;

/**
 * A signature that was only expected is one in logs, too: an answer tells the forger, and a log tells all who can read
 * it, and any of them can send a request in order to find its signature there. Without a timestamp it is good for ever.
 */
const leaks: Readonly<Record<Leak | "signature", string>> = {
  secret: "the signing secret",
  email: "a customer's e-mail address",
  card: "digits of a customer's card",
  signature: "the signature that would have been valid",
};

const look =
  "Look at what is said when the check fails: the signature that was computed is there to be compared, and a 401 tells the sender enough.";

const shownByLog = ({ text, seq, attemptId }: ObservedHistory["logs"][number]): ShownFor => ({
  place: "log",
  text,
  seq,
  attemptId,
});

function shownByAnswer({ started, finished }: ObservedAttempt): ShownFor[] {
  const { outcome } = finished ?? {};
  if (finished === null || outcome === undefined || !("response" in outcome)) return [];
  const { headers, bodyBase64 } = outcome.response;
  const of = { seq: finished.seq, attemptId: started.attemptId };
  const names = headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  return [
    { place: "headers", text: names, ...of },
    { place: "body", text: textOfBase64(bodyBase64), ...of },
  ];
}
