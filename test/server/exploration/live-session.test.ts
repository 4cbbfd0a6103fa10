// A live session does one thing after another and tells every listener the same.
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  SessionAction,
  SessionEvent,
  type SessionState,
  StartSession,
} from "../../../server/contract/session.ts";
import { createLiveSession } from "../../../server/exploration/live-session.ts";
import type { LiveSession, LiveSessionOptions } from "../../../server/exploration/types.ts";
import { createFakeSandbox, type FakeCode } from "./fake-receiver.ts";
import { createFakeShop, type FakeShop } from "./fake-shop.ts";
import { EPOCH_MS, fakeScenario, naive } from "./fake-world.ts";
import { HOUR_MS } from "./histories.ts";

afterEach(() => void vi.useRealTimers());

interface Opened {
  readonly session: LiveSession;
  readonly events: SessionEvent[];
  readonly sandbox: ReturnType<typeof createFakeSandbox>;
  readonly shops: FakeShop[];
  act(action: SessionAction): Promise<void>;
  kinds(): string[];
  refusals(): string[];
}

function open(code: FakeCode, changed: Partial<LiveSessionOptions> = {}): Opened {
  const sandbox = createFakeSandbox(code);
  const shops: FakeShop[] = [];
  const session = createLiveSession({
    id: "session",
    request: StartSession.parse({ submission: { files: { "handler.ts": "" } } }),
    sandbox,
    scenario: fakeScenario,
    openShop: async (seams) => {
      const shop = createFakeShop(seams);
      shops.push(shop);
      return shop;
    },
    liveUrl: "http://127.0.0.1:1",
    epochMs: EPOCH_MS,
    ...changed,
  });
  const events: SessionEvent[] = [];
  session.subscribe((event) => events.push(event));
  const entries = () => events.flatMap((event) => (event.type === "history" ? event.entries : []));
  return {
    session,
    events,
    sandbox,
    shops,
    async act(action) {
      session.act(SessionAction.parse(action));
      await until(session);
    },
    kinds: () => entries().map(({ kind }) => kind),
    refusals: () => events.flatMap((event) => (event.type === "action-refused" ? [event.message] : [])),
  };
}

/** Resolves when the session is at rest in a state like this, with the next change of its state at the earliest. */
function until(
  session: LiveSession,
  isReached: (state: SessionState) => boolean = () => true,
): Promise<void> {
  const isAtRest = (state: SessionState) =>
    state.state !== "starting" && !(state.state === "running" && state.busy);
  return new Promise((resolve) => {
    let isFirst = true;
    const stop = session.subscribe((event) => {
      if (event.type !== "state") return;
      if (!isFirst && isAtRest(event.state) && isReached(event.state)) setImmediate(() => resolve(stop()));
      isFirst = false;
    });
  });
}

const hasDeliveries = (count: number) => (state: SessionState) =>
  state.state === "running" && state.deliveries.length === count;

const running = ({ state }: LiveSession) => {
  if (state.state !== "running") throw new Error(`The session is ${state.state}.`);
  return state;
};

describe("a session", () => {
  it("starts the receiver and tells where it is and which secret it holds", async () => {
    const { session, kinds } = open(naive);
    expect(session.state).toEqual({ state: "starting" });
    await until(session);
    expect(running(session)).toMatchObject({
      nowMs: 0,
      epochMs: EPOCH_MS,
      clockRate: 0,
      busy: false,
      liveUrl: "http://127.0.0.1:1",
      secret: expect.stringMatching(/^whsec_/),
      deliveries: [],
      shop: { tables: [{ name: "keys" }] },
    });
    expect(kinds()).toEqual(["receiver-started"]);
  });

  it("speaks the contract: every event fits its schema, and busy comes before idle", async () => {
    const { session, events, act } = open(naive);
    await until(session);
    await act({ kind: "send-event", type: "payment.succeeded" });
    for (const event of events) expect(SessionEvent.safeParse(event).success).toBe(true);
    const busy = events.flatMap((event) =>
      event.type === "state" && event.state.state === "running" ? [event.state.busy] : [],
    );
    expect(busy).toEqual([false, true, false]);
    expect(running(session).deliveries).toMatchObject([{ state: "delivered" }]);
  });

  it("gives a late listener the whole history in one message, then the state", async () => {
    const { session, act, kinds } = open(naive);
    await until(session);
    await act({ kind: "send-event", type: "payment.succeeded" });
    const late: SessionEvent[] = [];
    session.subscribe((event) => late.push(event));
    expect(late.map(({ type }) => type)).toEqual(["history", "state"]);
    expect(late[0]?.type === "history" && late[0].entries.map(({ kind }) => kind)).toEqual(kinds());
  });

  it("tells nothing more to who has stopped listening", async () => {
    const { session, act } = open(naive);
    await until(session);
    const heard: SessionEvent[] = [];
    session.subscribe((event) => heard.push(event))();
    await act({ kind: "send-event", type: "payment.succeeded" });
    expect(heard).toHaveLength(2);
  });

  it("plays actions one after another, in the order in which they were asked for", async () => {
    const { session, events } = open(naive);
    await until(session);
    for (const orderId of ["ord_a", "ord_b", "ord_c"])
      session.act(SessionAction.parse({ kind: "send-event", type: "payment.succeeded", orderId }));
    await until(session, hasDeliveries(3));
    const shipped = events.flatMap((event) =>
      event.type === "history"
        ? event.entries.flatMap((entry) => (entry.kind === "effect" ? [entry.subject] : []))
        : [],
    );
    expect(shipped).toEqual(["ship:ord_a", "ship:ord_b", "ship:ord_c"]);
  });

  it("queues what is asked for while it starts", async () => {
    const { session } = open(naive);
    session.act({ kind: "send-event", type: "payment.succeeded" });
    await until(session, hasDeliveries(1));
    expect(running(session).deliveries).toMatchObject([{ state: "delivered" }]);
  });

  it("fails with the place of the mistake when the code does not start", async () => {
    const sandbox = createFakeSandbox(naive);
    const problem = {
      stage: "compile",
      message: "Unexpected }",
      place: { file: "handler.ts", line: 3 },
    } as const;
    sandbox.refuseStarts(problem);
    const { session, refusals, shops } = open(naive, { sandbox });
    await until(session);
    expect(session.state).toEqual({ state: "failed", problem });
    expect(shops[0]?.isClosed).toBe(true);
    session.act({ kind: "restart" });
    await session.close();
    expect(refusals()).toEqual([
      "The receiver is not running, so nothing can be sent to it. Run the handler again.",
    ]);
  });

  it("refuses what cannot be done with a sentence, and goes on", async () => {
    const { session, act, refusals } = open(naive);
    await until(session);
    await act({ kind: "attack", attack: "replay-attack" });
    await act({ kind: "advance", to: "next" });
    expect(refusals()).toEqual([
      "Nothing was captured yet. Send a genuine event first; then there is a request to start from.",
      "Nothing is due: no retry, no job and no timer is waiting. Send an event first.",
    ]);
    expect(running(session).busy).toBe(false);
  });
});

describe("the clock", () => {
  it("marks a move in the history, with its real time", async () => {
    const { session, events, act } = open({ handle: async () => 500 });
    await until(session);
    await act({ kind: "send-event", type: "payment.succeeded" });
    await act({ kind: "advance", to: "all" });
    const moved = events.flatMap((event) =>
      event.type === "history" ? event.entries.filter(({ kind }) => kind === "clock-moved") : [],
    );
    expect(moved).toMatchObject([{ fromMs: 4, wallMs: expect.any(Number) }]);
    expect(running(session).nowMs).toBeGreaterThan(75 * HOUR_MS);
    expect(running(session).deliveries).toMatchObject([{ state: "dead-letter", attempts: 10 }]);
  });

  it("moves by exactly the time that is asked for", async () => {
    const { session, act } = open(naive);
    await until(session);
    await act({ kind: "advance", to: { byMs: 90_000 } });
    expect(running(session).nowMs).toBe(90_000);
  });

  it("plays an outage only when it is advanced", async () => {
    const { session, act, kinds } = open(naive);
    await until(session);
    await act({ kind: "outage", durationMs: HOUR_MS });
    expect(kinds()).toEqual(["receiver-started", "outage-started", "receiver-ended"]);
    await act({ kind: "advance", to: "next" });
    expect(kinds().slice(3)).toEqual(["outage-ended", "receiver-started", "clock-moved"]);
    expect(running(session).nowMs).toBe(HOUR_MS);
  });

  it("runs with real time at the rate that is set, and stands still at 0", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    const { session, act } = open({ handle: async () => 500 });
    await until(session);
    await act({ kind: "clock-rate", rate: 1_000 });
    expect(running(session).clockRate).toBe(1_000);
    await act({ kind: "send-event", type: "payment.succeeded" });
    vi.advanceTimersByTime(100);
    await until(session);
    expect(running(session).nowMs).toBe(100_000);
    expect(running(session).deliveries).toMatchObject([{ state: "waiting", attempts: 2 }]);
    await act({ kind: "clock-rate", rate: 0 });
    vi.advanceTimersByTime(10_000);
    expect(running(session).nowMs).toBe(100_000);
    await session.close();
  });

  it("goes on from where an action has moved it", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    const { session, act } = open(naive);
    await until(session);
    await act({ kind: "clock-rate", rate: 1 });
    await act({ kind: "advance", to: { byMs: HOUR_MS } });
    vi.advanceTimersByTime(200);
    await until(session);
    expect(running(session).nowMs).toBe(HOUR_MS + 100);
    await session.close();
  });
});

describe("a request of the learner's own client", () => {
  const request = { method: "GET", path: "/", headers: [], bodyBase64: "" };

  it("is played until it is answered", async () => {
    const { session, kinds } = open({
      async handle(_request, { sleep }) {
        await sleep(5_000);
        return 418;
      },
    });
    const answer = session.externalRequest(request);
    await until(session, (state) => state.state === "running" && state.nowMs > 0);
    expect(await answer).toMatchObject({ kind: "responded", response: { status: 418 } });
    expect(running(session).nowMs).toBe(5_004);
    expect(kinds()).toEqual(["receiver-started", "attempt-started", "attempt-finished"]);
  });

  it("is answered by the running clock when there is one", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    const { session, act } = open({
      async handle(_request, { sleep }) {
        await sleep(5_000);
        return 418;
      },
    });
    await until(session);
    await act({ kind: "clock-rate", rate: 100 });
    const answer = session.externalRequest(request);
    await until(session);
    expect(running(session).nowMs).toBe(0);
    vi.advanceTimersByTime(100);
    expect(await answer).toMatchObject({ kind: "responded" });
    await session.close();
  });

  it("is refused when the session is over, and never left waiting", async () => {
    const { session, act } = open({ handle: () => new Promise(() => {}) });
    await until(session);
    await act({ kind: "clock-rate", rate: 1 });
    const waiting = session.externalRequest(request);
    await until(session);
    await session.close();
    expect(await waiting).toEqual({ kind: "connection-refused" });
    expect(await session.externalRequest(request)).toEqual({ kind: "connection-refused" });
  });
});

describe("the end of a session", () => {
  it("kills the receiver, closes the shop and is told; closing twice is once", async () => {
    const { session, shops } = open(naive);
    await until(session);
    await Promise.all([session.close(), session.close()]);
    expect(session.state).toMatchObject({ state: "finished", outcome: { kind: "stopped" } });
    expect(shops[0]).toMatchObject({ isClosed: true, receiversGone: 1 });
  });

  it("comes in the middle of a long play, too", async () => {
    const { session, events } = open({
      ...naive,
      onLoad: async ({ every }) => every(10, () => {}),
    });
    await until(session);
    session.act({ kind: "advance", to: { byMs: 30 * 24 * HOUR_MS } });
    await new Promise(setImmediate);
    await session.close();
    expect(session.state).toMatchObject({ state: "finished" });
    const entries = events.flatMap((event) => (event.type === "history" ? event.entries : []));
    expect(entries.at(-1)?.atMs).toBeLessThan(10_000);
  });

  it("comes by itself when the receiver does not start any more", async () => {
    const { session, act, sandbox } = open({ handle: (_request, { die }) => die() });
    await until(session);
    sandbox.refuseStarts({ stage: "start", message: "No." });
    await act({ kind: "send-event", type: "payment.succeeded" });
    await act({ kind: "advance", to: "all" });
    expect(session.state).toMatchObject({ state: "finished", outcome: { kind: "crashed" } });
  });

  it("by a fault of ours is told as ours, with the exception to whoever listens for it", async () => {
    const faults: unknown[] = [];
    const fault = new Error("A bug.");
    const { session } = open(naive, {
      openShop: () => Promise.reject(fault),
      onOurFault: (error) => faults.push(error),
    });
    await until(session);
    expect(faults).toEqual([fault]);
    expect(session.state).toMatchObject({ state: "finished", outcome: { message: /not in your code/ } });
  });

  it("comes when the shop itself fails, and is not taken for the learner's mistake", async () => {
    const faults: unknown[] = [];
    const fault = new Error("The scenario's tables could not be made.");
    const { session } = open(
      { ...naive, onLoad: async ({ call }) => void (await call("db", "put", { key: "k" })) },
      {
        openShop: async (seams) => ({ ...createFakeShop(seams), call: () => Promise.reject(fault) }),
        onOurFault: (error) => faults.push(error),
      },
    );
    await until(session);
    expect(faults).toEqual([fault]);
    expect(session.state).toMatchObject({ state: "finished", outcome: { message: /not in your code/ } });
  });
});
