// Holds the live sessions: at most a few, each with a URL of its own, each closed when nobody uses it any more.
import { randomUUID } from "node:crypto";

import type { AttemptOutcome, RawRequest } from "../contract/history.ts";
import type { LiveSession, ParsedStartSession } from "../exploration/types.ts";
import { type LiveEndpoint, openLiveEndpoint } from "./live-endpoint.ts";

/** A session without reader or action for this long is closed. */
const IDLE_LIMIT_MS = 10 * 60_000;

export interface RegisteredSession {
  readonly session: LiveSession;
  /** Marks a use; the returned function ends it. */
  use(): () => void;
}

interface Held extends RegisteredSession {
  readonly endpoint: LiveEndpoint;
  users: number;
  /** Grows with each use, so that the longest unused is found without a clock. */
  lastUse: number;
  idleTimer: NodeJS.Timeout | undefined;
}

/** Makes a session that will be reachable at `liveUrl`. */
export type CreateSession = (id: string, request: ParsedStartSession, liveUrl: string) => LiveSession;

export class SessionRegistry {
  readonly #create: CreateSession;
  readonly #limit: number;
  readonly #sessions = new Map<string, Held>();
  #uses = 0;

  /** @param limit how many sessions live at once; above it the one unused for longest gives way. */
  constructor(create: CreateSession, limit: number) {
    this.#create = create;
    this.#limit = limit;
  }

  async open(request: ParsedStartSession): Promise<string> {
    await this.#makeRoom();
    const id = randomUUID();
    const endpoint = await openLiveEndpoint((raw) => this.#passOn(id, raw));
    try {
      this.#hold(id, this.#create(id, request, endpoint.url), endpoint);
      return id;
    } catch (error) {
      await endpoint.close();
      throw error;
    }
  }

  find(sessionId: string): RegisteredSession | null {
    return this.#sessions.get(sessionId) ?? null;
  }

  async close(sessionId: string): Promise<void> {
    const held = this.#sessions.get(sessionId);
    if (!held) return;
    this.#sessions.delete(sessionId);
    clearTimeout(held.idleTimer);
    await Promise.all([held.endpoint.close(), held.session.close()]);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.close(id)));
  }

  async #makeRoom() {
    const longestUnused = [...this.#sessions.entries()].sort(
      ([, a], [, b]) => a.users - b.users || a.lastUse - b.lastUse,
    );
    const surplus = Math.max(0, this.#sessions.size - this.#limit + 1);
    await Promise.all(longestUnused.slice(0, surplus).map(([id]) => this.close(id)));
  }

  async #passOn(id: string, raw: RawRequest): Promise<AttemptOutcome> {
    const held = this.#sessions.get(id);
    if (!held) throw new Error("The session is over. Run the handler again.");
    const done = held.use();
    return held.session.externalRequest(raw).finally(done);
  }

  #hold(id: string, session: LiveSession, endpoint: LiveEndpoint) {
    const use = () => {
      held.users += 1;
      held.lastUse = ++this.#uses;
      clearTimeout(held.idleTimer);
      return () => {
        held.users -= 1;
        if (held.users === 0 && this.#sessions.has(id)) this.#armIdleTimer(id, held);
      };
    };
    const held: Held = { session, endpoint, users: 0, lastUse: ++this.#uses, idleTimer: undefined, use };
    this.#sessions.set(id, held);
    this.#armIdleTimer(id, held);
  }

  #armIdleTimer(id: string, held: Held) {
    clearTimeout(held.idleTimer);
    held.idleTimer = setTimeout(() => void this.close(id), IDLE_LIMIT_MS);
    held.idleTimer.unref();
  }
}
