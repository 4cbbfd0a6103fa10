// Live sessions: start one, follow what happens in it, act on it, end it.
import type {
  SessionAction,
  SessionCreated,
  SessionEvent,
  StartSession,
} from "../../server/contract/session.ts";
import { reportConnection } from "./connection.ts";
import { request, requestJson } from "./request.ts";
import { holdStream, type OpenStream, wakeStream } from "./streams.ts";

/** @returns the new session's id. */
export async function startSession(start: StartSession, signal?: AbortSignal): Promise<string> {
  const { sessionId } = await requestJson<SessionCreated>("/api/sessions", {
    method: "POST",
    body: start,
    signal,
  });
  return sessionId;
}

/** The action's result comes as events; a refused one as `action-refused`. */
export async function actOnSession(sessionId: string, action: SessionAction): Promise<void> {
  await wakeStream(sessionId);
  await request(`${address(sessionId)}/actions`, { method: "POST", body: action });
}

/** Also works while the page closes. */
export async function endSession(sessionId: string): Promise<void> {
  await request(address(sessionId), { method: "DELETE", keepalive: true });
}

export interface SessionFollower {
  onEvent(event: SessionEvent): void;
  /** A stream begins, for the first time or again; it tells the whole history from its start. */
  onOpen(): void;
  /** The stream broke; the browser tries again by itself. */
  onInterrupted(): void;
  /** The session does not exist any more. */
  onGone(): void;
}

/** @returns a function that stops following; the session goes on. */
export function followSession(sessionId: string, follower: SessionFollower): () => void {
  return holdStream(sessionId, () => openStream(sessionId, follower));
}

function openStream(sessionId: string, follower: SessionFollower): OpenStream {
  const source = new EventSource(`${address(sessionId)}/events`);
  source.addEventListener("open", () => {
    reportConnection("connected");
    follower.onOpen();
  });
  source.addEventListener("message", (message: MessageEvent<string>) => {
    follower.onEvent(JSON.parse(message.data) as SessionEvent);
  });
  source.addEventListener("error", () => {
    // CLOSED means that the server answered and refused: the session is over. Otherwise nothing answered.
    if (source.readyState === EventSource.CLOSED) follower.onGone();
    else {
      reportConnection("gone");
      follower.onInterrupted();
    }
  });
  const ready = new Promise<void>((resolve) => {
    for (const type of ["open", "message", "error"]) source.addEventListener(type, () => resolve());
  });
  return { ready, close: () => source.close() };
}

function address(sessionId: string) {
  return `/api/sessions/${encodeURIComponent(sessionId)}`;
}
