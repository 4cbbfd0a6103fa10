// A live session: plays what the learner asks for, one thing after another, and tells everyone who listens.
import type { AttemptOutcome, HistoryEntry, RawRequest, ReceiverOutcome } from "../contract/history.ts";
import type { SessionEvent, SessionState, ShopView } from "../contract/session.ts";
import { standardWebhooksProfile } from "../provider/profiles/standard-webhooks.ts";
import { realNowMs } from "../simulation/real-time.ts";
import { type ClockDriver, createClockDriver } from "./clock-driver.ts";
import { liveSessionPacing } from "./pacing.ts";
import { playAction, playOn } from "./session-actions.ts";
import { asWorldSecrets } from "./theatre.ts";
import type { LiveSession, LiveSessionOptions, ParsedSessionAction } from "./types.ts";
import { startWorld } from "./world.ts";
import type { World } from "./world-types.ts";

/** A session's memory is bounded: what does not end by itself ends here. */
const bounds = { entries: 20_000, bytes: 64_000_000 };

export function createLiveSession(options: LiveSessionOptions): LiveSession {
  return new PlayedSession(options);
}

class PlayedSession implements LiveSession {
  readonly id: string;
  readonly #options: LiveSessionOptions;
  readonly #history: HistoryEntry[] = [];
  readonly #listeners = new Set<(event: SessionEvent) => void>();
  readonly #clock: ClockDriver;
  /** Resolves when nothing can be answered any more. */
  readonly #over = Promise.withResolvers<void>();
  /** Everything that touches the world stands in this one line. */
  #line: Promise<void> = Promise.resolve();
  #state: SessionState = { state: "starting" };
  #world: World | null = null;
  #shop: ShopView = { tables: [] };
  #isClosing = false;

  constructor(options: LiveSessionOptions) {
    this.id = options.id;
    this.#options = options;
    this.#clock = createClockDriver({
      nowMs: () => this.#world?.nowMs ?? 0,
      playTo: (ms) => this.#inLine(() => this.#followClock(ms)),
    });
    void this.#inLine(() => this.#start());
  }

  get state(): SessionState {
    return this.#state;
  }

  subscribe(listener: (event: SessionEvent) => void): () => void {
    listener({ type: "history", entries: [...this.#history] });
    listener({ type: "state", state: this.#state });
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  act(action: ParsedSessionAction): void {
    void this.#inLine(async () => {
      const world = this.#openWorld();
      if (world === null) return this.#refuse(NOT_RUNNING);
      this.#tellRunning(world, true);
      const refusal = await playAction(world, action, this.#clock);
      if (refusal !== null) this.#refuse(refusal);
      await this.#settleState(world);
    });
  }

  externalRequest(request: RawRequest): Promise<AttemptOutcome> {
    const { promise: answer, resolve } = Promise.withResolvers<AttemptOutcome>();
    const refuse = () => resolve({ kind: "connection-refused" });
    void this.#over.promise.then(refuse);
    void this.#inLine(async () => {
      const world = this.#openWorld();
      if (world === null) return refuse();
      const { sendings } = world.request(request, resolve);
      await playOn(world, sendings, this.#clock);
      await this.#settleState(world);
    });
    return answer;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#clock.stop();
    this.#world?.stop();
    await this.#inLine(async () => {
      if (this.#world !== null) await this.#finish(this.#world, closed);
    });
  }

  async #start(): Promise<void> {
    const { submission, scheme, seed, secrets } = this.#options.request;
    const { sandbox, scenario, openShop, epochMs } = this.#options;
    const started = await startWorld({
      files: submission.files,
      sandbox,
      scenario,
      openShop,
      schemeId: scheme,
      seed,
      epochMs: epochMs ?? Math.floor(realNowMs() / 1000) * 1000,
      pacing: liveSessionPacing,
      profile: standardWebhooksProfile,
      ...asWorldSecrets(secrets),
      bounds,
      onEntries: (entries) => this.#tellEntries(entries),
    });
    if (!started.ok) {
      this.#over.resolve();
      return this.#setState({ state: "failed", problem: started.problem });
    }
    this.#world = started.world;
    await started.world.playNow();
    await this.#settleState(started.world);
  }

  /** Real time has gone on, and virtual time with it. */
  async #followClock(ms: number): Promise<void> {
    const world = this.#openWorld();
    if (world === null) return;
    const before = this.#history.length;
    await world.playTo(Math.max(ms, world.nowMs));
    if (world.ended !== null || this.#history.length > before) await this.#settleState(world);
    else this.#tellRunning(world, false);
  }

  #openWorld(): World | null {
    return this.#isClosing ? null : this.#world;
  }

  /** Runs one thing after all that were asked for before it. Never rejects: a fault of ours ends the session. */
  #inLine(work: () => Promise<void>): Promise<void> {
    this.#line = this.#line.then(work).catch((error: unknown) => this.#endByOurFault(error));
    return this.#line;
  }

  async #endByOurFault(error: unknown): Promise<void> {
    this.#options.onOurFault?.(error);
    this.#clock.stop();
    this.#over.resolve();
    const world = this.#world;
    this.#world = null;
    await world?.close().catch(() => {});
    this.#setState({ state: "finished", outcome: { kind: "stopped", message: OUR_FAULT } });
  }

  /** After anything that was played: the new state, or the end. */
  async #settleState(world: World): Promise<void> {
    if (world.ended !== null) return this.#finish(world, world.ended);
    this.#shop = await world.shopView();
    this.#tellRunning(world, false);
  }

  async #finish(world: World, outcome: ReceiverOutcome): Promise<void> {
    this.#clock.stop();
    this.#over.resolve();
    this.#world = null;
    await world.close();
    this.#setState({ state: "finished", outcome });
  }

  #tellRunning(world: World, busy: boolean): void {
    this.#setState({
      state: "running",
      nowMs: world.nowMs,
      epochMs: world.epochMs,
      clockRate: this.#clock.rate,
      busy,
      liveUrl: this.#options.liveUrl,
      secret: world.receiverSecret,
      deliveries: world.deliveries(),
      shop: this.#shop,
    });
  }

  #tellEntries(entries: readonly HistoryEntry[]): void {
    this.#history.push(...entries);
    this.#emit({ type: "history", entries: [...entries] });
  }

  #refuse(message: string): void {
    this.#emit({ type: "action-refused", message });
  }

  #setState(state: SessionState): void {
    this.#state = state;
    this.#emit({ type: "state", state });
  }

  #emit(event: SessionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

const closed: ReceiverOutcome = { kind: "stopped", message: "The session was closed." };
const NOT_RUNNING = "The receiver is not running, so nothing can be sent to it. Run the handler again.";
const OUR_FAULT =
  "Something went wrong in Hookproof itself, not in your code. Run the handler again; if it happens again, please report it.";
