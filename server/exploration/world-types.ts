// A world: one provider, one receiver and one shop on one virtual clock, and what can be done in it.
import type {
  AttackId,
  AttemptOutcome,
  Encoding,
  EntryOf,
  HistoryEntry,
  RawRequest,
  ReceiverOutcome,
  SigningKey,
} from "../contract/history.ts";
import type { DeliveryView, SchemeId, ShopView, StartProblem } from "../contract/session.ts";
import type { ProviderProfile } from "../provider/profile.ts";
import type { Sandbox, ServiceCall } from "../sandbox/types.ts";
import type { Pacing } from "./pacing.ts";
import type { HistoryBounds } from "./recorder.ts";
import type { OpenShop, PlayedScenario } from "./types.ts";

export interface WorldOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly sandbox: Sandbox;
  readonly scenario: PlayedScenario;
  readonly openShop: OpenShop;
  readonly schemeId: SchemeId;
  readonly seed: number;
  /** Virtual Unix time in milliseconds of the history's start. */
  readonly epochMs: number;
  readonly pacing: Pacing;
  readonly profile: ProviderProfile;
  /** 2 while a secret is being rotated: both sign, and the receiver holds both. */
  readonly liveSecrets: 1 | 2;
  /** Starts the receiver without a usable secret. */
  readonly secret?: EntryOf<"receiver-started">["secret"];
  readonly bounds: HistoryBounds;
  /** Hears the history from its first entry on, in batches. */
  onEntries(entries: readonly HistoryEntry[]): void;
}

export type StartWorldResult =
  | { readonly ok: true; readonly world: World }
  | { readonly ok: false; readonly problem: StartProblem };

/** A shop call that waits to be carried out. */
export interface HeldCall extends Pick<ServiceCall, "service" | "operation" | "args" | "source"> {
  readonly callId: string;
  /** The attempt in whose handling it was made; null for jobs, and for code outside of any request. */
  readonly attemptId: string | null;
}

/** How a held call is carried out. */
export type CarryOut =
  | { readonly kind: "answered" }
  /** Not at all: it fails with an error that goes away by itself. */
  | { readonly kind: "refused" }
  /** It happens, and the receiver is told that it failed. */
  | { readonly kind: "answer-lost" }
  /** It happens, and the answer takes so much virtual time. */
  | { readonly kind: "slow"; readonly delayMs: number }
  /** It happens, and nobody hears of it: the receiver is about to be killed. */
  | { readonly kind: "unanswered" };

/** What becomes of an attempt's answer when the receiver gives it. */
export type ReplyFate =
  /** It never reaches the provider. */
  | "lost"
  /** The receiver is killed before the answer has left it. */
  | "crash-before"
  /** The answer arrives, and the receiver is killed at once. */
  | "crash-after";

/** A request that was sent, or will be at its time. */
export interface Underway {
  readonly outcome: AttemptOutcome | null;
}

/** What was begun and has to be played, or the sentence that says why it cannot be done. */
export type Begun =
  | { readonly ok: true; readonly sendings: readonly Underway[] }
  | { readonly ok: false; readonly message: string };

export interface SendEvent {
  readonly type: string;
  readonly orderId?: string | undefined;
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
  /** The bytes in which it is written; default: spaced. */
  readonly encoding?: Encoding | undefined;
  /**
   * Which keys sign all attempts of its delivery, in this order; default: every live secret, newest first. It throws for
   * a key that the endpoint does not have.
   */
  readonly signedBy?: readonly SigningKey[] | undefined;
}

export interface ComposedRequest extends RawRequest {
  /** The signature headers are made anew over the given body. */
  readonly sign: boolean;
}

/**
 * The first group begins something at this moment of virtual time, the second one lets time pass. Calls must not
 * overlap: whoever owns a world does one thing after another.
 */
export interface World {
  sendEvent(event: SendEvent): Begun;
  /** `type`: what a forged event claims to be; default: the scenario's main event. */
  attack(attack: AttackId, attemptId?: string, type?: string): Begun;
  compose(request: ComposedRequest): Begun;
  /** One more attempt of a delivery, asked for by hand. It does not use up the schedule. */
  redeliver(deliveryId: string): Begun;
  /** A request of the learner's own client. */
  request(
    request: RawRequest,
    onAnswered: (outcome: AttemptOutcome) => void,
  ): { readonly sendings: readonly Underway[] };
  /** Kills the receiver and refuses connections for so long; a second outage can only make it longer. */
  outage(durationMs: number): Promise<void>;
  restart(): Promise<Begun>;

  /** Shop calls that the pacing holds, in the order in which they were made. */
  held(): HeldCall[];
  /** Has a held call carried out at this moment; what follows is played by whoever plays on. */
  carryOut(callId: string, how: CarryOut): void;
  /** Sets what becomes of the answer to an attempt that was started. */
  setReplyFate(attemptId: string, fate: ReplyFate): void;
  /** Kills the receiver at this moment, as a power cut would; it is started again as after any death. */
  crash(): Promise<void>;

  /** Until these have an outcome and what they set off has come to rest. Time jumps as far as needed. */
  playUntilAnswered(sendings: readonly Underway[]): Promise<void>;
  /** What is due at this moment, and no further. */
  playNow(): Promise<void>;
  /** Through everything up to this virtual time. */
  playTo(ms: number): Promise<void>;
  /** To exactly this time, as a machine that slept: the receiver's timers that are due by then fire once, and late. */
  sleepTo(ms: number): Promise<void>;
  /** When anything is due next, anything but the receiver's own timers, and something underway; null for never. */
  due(): {
    readonly nextMs: number | null;
    readonly nextOfWorldMs: number | null;
    readonly nextWorkMs: number | null;
  };
  /** True when every request is answered and what they set off has come to rest. */
  isAtRest(): boolean;
  /** To the next thing that is due, or through everything; false when nothing is. */
  advance(to: "next" | "all"): Promise<boolean>;

  readonly nowMs: number;
  readonly epochMs: number;
  readonly history: readonly HistoryEntry[];
  /** What the receiver's WEBHOOK_SECRET holds. */
  readonly receiverSecret: string;
  /** What must stay between provider and receiver; a public key need not. */
  readonly sharedSecrets: readonly string[];
  /** The history has reached its bound: what came after is not in it, and was not played. */
  readonly isFull: boolean;
  /** Set when the world can go on no more. */
  readonly ended: ReceiverOutcome | null;
  deliveries(): DeliveryView[];
  shopView(): Promise<ShopView>;
  /** Writes down that the clock was moved on purpose, and how much real time that took. */
  noteClockMove(fromMs: number, wallMs: number): void;
  /** Lets a play that is going on end at its next moment, for good. */
  stop(): void;
  /** Kills the receiver and closes the shop. */
  close(): Promise<void>;
}
