// What the rest of the server knows of exploration: the scenario it is given, and the live session it gives back.
import type { z } from "zod";
import type { EventTemplate, Order } from "../../content/schema/scenario.ts";
import type { AttemptOutcome, RawRequest } from "../contract/history.ts";
import type { SessionAction, SessionEvent, SessionState, StartSession } from "../contract/session.ts";
import type { Sandbox } from "../sandbox/types.ts";
import type { Shop, ShopOptions } from "../shop/types.ts";

/** A session's start request and actions after their schema has filled in the defaults. */
export type ParsedStartSession = z.output<typeof StartSession>;
export type ParsedSessionAction = z.output<typeof SessionAction>;

/** What a scenario is asked to put into words when the provider makes an event. */
export interface EventRequest {
  readonly eventId: string;
  readonly type: string;
  /** Virtual Unix time of the event. */
  readonly createdSeconds: number;
  /** 1 for the first event of the history: an event without `orderId` may take the order of that number. */
  readonly number: number;
  readonly orderId?: string | undefined;
  /** Overrides fields of the payload's `data`. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
}

/** A scenario as far as a world has to know it. The catalog reads it from content. */
export interface PlayedScenario {
  readonly id: string;
  /** Where the provider posts its events, e.g. `/webhooks/payment`. */
  readonly webhookPath: string;
  /** The event that attacks are built on when nothing was captured, e.g. `payment.succeeded`. */
  readonly mainEventType: string;
  /** Where the link of an event would do harm; empty when events have none. */
  readonly trapLinks: readonly string[];
  /** Every type of event that the provider may send. */
  readonly eventTypes: readonly { readonly id: string }[];
  /** The decoded payload, e.g. `{ id, type, created, data }`. Pure; accepts any type and any order id. */
  buildPayload(request: EventRequest): unknown;
}

/** A scenario as far as a search has to know it: which events can be about which orders. */
export interface ExploredScenario extends PlayedScenario {
  readonly eventTypes: readonly Pick<EventTemplate, "id" | "about">[];
  readonly orders: readonly Pick<Order, "id" | "status" | "amount" | "currency">[];
}

/** Opens the scenario's shop on the world's clock; the caller knows the SQL engine and the set-up. */
export type OpenShop = (
  seams: Pick<ShopOptions, "epochMs" | "nowMs" | "onEffect" | "onWaiting">,
) => Promise<Shop>;

export interface LiveSessionOptions {
  readonly id: string;
  readonly request: ParsedStartSession;
  readonly sandbox: Sandbox;
  readonly scenario: PlayedScenario;
  readonly openShop: OpenShop;
  /** The URL at which curl reaches this session's receiver. */
  readonly liveUrl: string;
  /** Virtual Unix time in milliseconds of the history's start; default: the real time, so that curl can sign by `date`. */
  readonly epochMs?: number;
  /** Hears of an exception that ended the session: a fault of ours, never of the learner. */
  onOurFault?(error: unknown): void;
}

/** A handler that stays up while requests are sent to it by hand. */
export interface LiveSession {
  readonly id: string;
  readonly state: SessionState;
  /** Sends the whole history in one message, then the state, then everything new. Returns how to stop. */
  subscribe(listener: (event: SessionEvent) => void): () => void;
  /** Queues an action; what it does shows up as events, and so does a refusal. Never throws. */
  act(action: ParsedSessionAction): void;
  /** A request of the learner's own client, played until it has an outcome. Refused connections while it is not running. */
  externalRequest(request: RawRequest): Promise<AttemptOutcome>;
  /** Kills the receiver and closes the shop. May be called more than once. */
  close(): Promise<void>;
}
