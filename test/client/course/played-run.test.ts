// A script is played in turn, to its end, and what goes wrong is told.
import { describe, expect, test } from "vitest";
import { faultOf, playScript } from "../../../client/features/course/played-run.ts";
import {
  createSessionStore,
  type SessionApi,
  type StreamListener,
} from "../../../client/workbench/session-store.ts";
import type { SessionAction, SessionState } from "../../../server/contract/session.ts";
import { historyOf, later } from "../../content/schema/histories.ts";

const request = { submission: { files: { "handler.ts": "export default () => {};" } } };
const script: SessionAction[] = [
  { kind: "attack", attack: "unsigned" },
  { kind: "advance", to: { byMs: 1_000 } },
];

const running = (busy: boolean): SessionState => ({
  state: "running",
  nowMs: 0,
  epochMs: 0,
  clockRate: 0,
  busy,
  liveUrl: "",
  secret: "",
  deliveries: [],
  shop: { tables: [] },
});

/** A server that plays actions when it is told to. */
function fakeServer(first: SessionState = running(false)) {
  const acted: string[] = [];
  let listener: StreamListener | null = null;
  const tell = (state: SessionState) => listener?.onEvent({ type: "state", state });
  const api: SessionApi = {
    start: async () => "ses_1",
    act: async (_id, action) => {
      acted.push(action.kind);
      tell(running(true));
    },
    stop: async () => {},
    follow: (_id, follower) => {
      listener = follower;
      tell(first);
      return () => {};
    },
  };
  return {
    acted,
    store: createSessionStore(api),
    tell,
    finishLastMove: () => {
      listener?.onEvent({ type: "history", entries: [...historyOf(later(1_000))] });
      tell(running(false));
    },
    refuse: (message: string) => listener?.onEvent({ type: "action-refused", message }),
  };
}

/** Whether it is settled after everything that can happen by itself has happened. */
async function isSettled(promise: Promise<void>) {
  let settled = false;
  void promise.then(() => {
    settled = true;
  });
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  return settled;
}

describe("playScript", () => {
  test("sends the actions in turn and waits until the last one has happened", async () => {
    const server = fakeServer();
    const played = playScript(server.store, request, script);
    expect(await isSettled(played)).toBe(false);
    expect(server.acted).toEqual(["attack", "advance"]);
    server.finishLastMove();
    await played;
    expect(faultOf(server.store.read())).toBeNull();
  });

  test("sends nothing to code that did not start, and says why", async () => {
    const problem = { stage: "compile", message: "Line 3 does not end." } as const;
    const server = fakeServer({ state: "failed", problem });
    await playScript(server.store, request, script);
    expect(server.acted).toEqual([]);
    expect(faultOf(server.store.read())).toBe("Line 3 does not end.");
  });

  test("ends when the handler dies on the way", async () => {
    const server = fakeServer();
    const played = playScript(server.store, request, script);
    await isSettled(played);
    server.tell({
      state: "finished",
      outcome: { kind: "exited", message: "The handler ended its process." },
    });
    await played;
    expect(faultOf(server.store.read())).toBe("The handler ended its process.");
  });

  test("ends when an action is refused", async () => {
    const server = fakeServer();
    const played = playScript(server.store, request, script);
    await isSettled(played);
    server.refuse("Nothing was captured yet.");
    await played;
    expect(faultOf(server.store.read())).toBe("Nothing was captured yet.");
  });
});
