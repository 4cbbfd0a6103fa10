// Lets the plain session store talk to the server through client/api.
import { actOnSession, endSession, followSession, startSession } from "../api/sessions.ts";
import type { SessionApi } from "./session-store.ts";

export const liveSessionApi: SessionApi = {
  start: (request) => startSession(request),
  act: actOnSession,
  stop: endSession,
  follow: (sessionId, listener) =>
    followSession(sessionId, {
      onEvent: (event) => listener.onEvent(event),
      onOpen: () => listener.onConnection("open"),
      onInterrupted: () => listener.onConnection("lost"),
      onGone: () => listener.onConnection("gone"),
    }),
};
