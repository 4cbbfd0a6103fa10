// The life of one live session as plain state: start, follow, act, end, and what is left when it is gone.
import type { History, ReceiverOutcome } from "../../server/contract/history.ts";
import type {
  SessionAction,
  SessionEvent,
  SessionState,
  StartProblem,
  StartSession,
} from "../../server/contract/session.ts";
import { createObservable, type Observable } from "../editor/observable.ts";
import type { Files } from "../editor/store.ts";

export type RunningState = Extract<SessionState, { state: "running" }>;

/** Where a run is: one union, never a set of flags. */
export type Run =
  | { readonly phase: "idle" }
  | { readonly phase: "starting" }
  | { readonly phase: "running"; readonly live: RunningState }
  /** The handler's process came to an end of its own. */
  | { readonly phase: "finished"; readonly outcome: ReceiverOutcome }
  /** The code did not compile, load or start. */
  | { readonly phase: "failed"; readonly problem: StartProblem }
  /** The server no longer knows the session: it was restarted, or the session was idle for long. */
  | { readonly phase: "gone" }
  /** The server refused to start it, or could not be reached. */
  | { readonly phase: "refused"; readonly message: string };

export interface SessionView {
  readonly run: Run;
  readonly history: History;
  /** `lost` while the event stream is being reconnected. */
  readonly connection: "open" | "lost";
  /** An action that could not be carried out, in words; cleared by the next one. */
  readonly refusal: string | null;
  /** The code that runs, or ran last. */
  readonly files: Files | null;
  /** What the learner has done to it since it started, in turn. */
  readonly acted: readonly Acted[];
}

/** An action, and where the history and the clock stood when it was asked for. */
export interface Acted {
  readonly action: SessionAction;
  readonly afterSeq: number;
  readonly atMs: number;
}

export interface StreamListener {
  onEvent(event: SessionEvent): void;
  /** `gone`: the server answered that there is no such session; nothing will follow. */
  onConnection(state: "open" | "lost" | "gone"): void;
}

/** What is asked of the server; `client/api` provides it. Every function rejects with an Error whose message is for people. */
export interface SessionApi {
  start(request: StartSession): Promise<string>;
  act(sessionId: string, action: SessionAction): Promise<void>;
  stop(sessionId: string): Promise<void>;
  /** Follows the session until the returned function is called. */
  follow(sessionId: string, listener: StreamListener): () => void;
}

export interface SessionStore extends Observable<SessionView> {
  /** Ends what runs and starts this code. */
  start(request: StartSession): Promise<void>;
  act(action: SessionAction): Promise<void>;
  /** Ends the session; what happened stays to be read. */
  stop(): Promise<void>;
  dismissRefusal(): void;
}

const nothing: SessionView = {
  run: { phase: "idle" },
  history: [],
  connection: "open",
  refusal: null,
  files: null,
  acted: [],
};

export function createSessionStore(api: SessionApi): SessionStore {
  const store = createObservable<SessionView>(nothing);
  const { read, update } = store;
  let sessionId: string | null = null;
  let unfollow = () => {};
  /** Tells the answer to an earlier start apart from the current one. */
  let generation = 0;
  /** Settles when the last action has arrived: two in flight at once could arrive in either order. */
  let arrived = Promise.resolve();

  const leave = () => {
    generation += 1;
    arrived = Promise.resolve();
    unfollow();
    unfollow = () => {};
    const left = sessionId;
    sessionId = null;
    // A session that is already gone is as stopped as one can be.
    return left === null ? Promise.resolve() : api.stop(left).catch(() => {});
  };
  const listen = (): StreamListener => ({
    onEvent: (event) => update(applyEvent(read(), event)),
    onConnection(state) {
      if (state !== "gone") return update({ connection: state });
      if (!isOver(read().run)) update({ run: { phase: "gone" }, connection: "open" });
      sessionId = null;
      unfollow();
    },
  });
  return {
    read,
    subscribe: store.subscribe,
    async start(request) {
      void leave();
      const own = generation;
      update({ ...nothing, run: { phase: "starting" }, files: request.submission.files });
      try {
        const id = await api.start(request);
        if (own !== generation) return void api.stop(id).catch(() => {});
        sessionId = id;
        unfollow = api.follow(id, listen());
      } catch (error) {
        if (own === generation) update({ run: { phase: "refused", message: messageOf(error) } });
      }
    },
    async act(action) {
      const id = sessionId;
      if (id === null) return update({ refusal: "Nothing runs. Press Run first." });
      update({ refusal: null, acted: [...read().acted, actedNow(read(), action)] });
      arrived = arrived
        .then(() => api.act(id, action))
        .catch((error: unknown) => {
          // Of a session that was left meanwhile nobody wants to hear.
          if (id === sessionId) update({ refusal: messageOf(error) });
        });
      await arrived;
    },
    async stop() {
      const left = leave();
      if (!isOver(read().run)) update({ run: { phase: "idle" }, connection: "open" });
      await left;
    },
    dismissRefusal: () => update({ refusal: null }),
  };
}

function actedNow({ run, history }: SessionView, action: SessionAction): Acted {
  return {
    action,
    afterSeq: history.at(-1)?.seq ?? -1,
    atMs: run.phase === "running" ? run.live.nowMs : 0,
  };
}

/** A stream begins with the whole history, also after a reconnect; later messages carry what is new. */
export function mergeHistory(known: History, batch: History): History {
  const first = batch[0];
  if (first === undefined) return known;
  if (first.seq === 0) return batch;
  const lastSeq = known.at(-1)?.seq ?? -1;
  return [...known, ...batch.filter(({ seq }) => seq > lastSeq)];
}

function applyEvent(view: SessionView, event: SessionEvent): Partial<SessionView> {
  switch (event.type) {
    case "history":
      return { history: mergeHistory(view.history, event.entries) };
    case "action-refused":
      return { refusal: event.message };
    case "state":
      return { run: runOf(event.state) };
  }
}

function runOf(state: SessionState): Run {
  switch (state.state) {
    case "queued":
    case "starting":
      return { phase: "starting" };
    case "running":
      return { phase: "running", live: state };
    case "finished":
      return { phase: "finished", outcome: state.outcome };
    case "failed":
      return { phase: "failed", problem: state.problem };
  }
}

/** Nothing more will happen in this run. */
function isOver({ phase }: Run): boolean {
  return phase === "finished" || phase === "failed" || phase === "refused" || phase === "idle";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "The server could not be reached. Is it still running?";
}
