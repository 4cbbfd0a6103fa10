// A live session without a receiver: remembers what it was asked, so that the web's edge can be tested alone.
import type { AttemptOutcome, RawRequest } from "../../../server/contract/history.ts";
import type { SessionEvent } from "../../../server/contract/session.ts";
import type { LiveSession, ParsedSessionAction } from "../../../server/exploration/types.ts";

export interface FakeSession extends LiveSession {
  readonly actions: ParsedSessionAction[];
  readonly requests: RawRequest[];
  readonly closed: boolean;
  emit(event: SessionEvent): void;
}

export function fakeSession(id: string, outcome: AttemptOutcome): FakeSession {
  const listeners = new Set<(event: SessionEvent) => void>();
  const fake = {
    id,
    state: { state: "starting" as const },
    actions: [] as ParsedSessionAction[],
    requests: [] as RawRequest[],
    closed: false,
    subscribe(listener: (event: SessionEvent) => void) {
      listeners.add(listener);
      listener({ type: "history", entries: [] });
      return () => listeners.delete(listener);
    },
    act: (action: ParsedSessionAction) => void fake.actions.push(action),
    async externalRequest(request: RawRequest) {
      fake.requests.push(request);
      return outcome;
    },
    async close() {
      fake.closed = true;
    },
    emit: (event: SessionEvent) => listeners.forEach((listener) => void listener(event)),
  };
  return fake;
}
