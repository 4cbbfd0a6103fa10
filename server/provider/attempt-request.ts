// The HTTP request of one attempt: the event's bytes, signed for this moment, with the headers a provider sends.
import type { HeaderPairs, RawRequest } from "../contract/history.ts";
import type { SignatureScheme, SigningInput } from "../signatures/types.ts";

/** Something that happened, in the bytes that every attempt carries. */
export interface ProviderEvent {
  readonly eventId: string;
  /** What Standard Webhooks sends as `webhook-id`. */
  readonly messageId: string;
  readonly type: string;
  readonly payload: unknown;
  readonly body: Uint8Array;
}

export interface Envelope {
  readonly scheme: SignatureScheme;
  readonly path: string;
  readonly userAgent: string;
}

/** How one request is signed: `[]` for not at all. */
export type Sign = (input: SigningInput) => HeaderPairs;

export interface Signing {
  readonly sign: Sign;
  readonly timestampSeconds: number;
  readonly deliveryUuid: string;
}

/** The receiver as the provider knows it, under a name that can belong to nobody (RFC 6761). */
const HOST = "receiver.test";

/** The request with which a provider delivers this event. */
export function buildAttemptRequest(event: ProviderEvent, envelope: Envelope, signing: Signing): RawRequest {
  const { scheme, path, userAgent } = envelope;
  const { sign, timestampSeconds, deliveryUuid } = signing;
  return {
    method: "POST",
    path,
    headers: [
      ["Host", HOST],
      ["Content-Type", "application/json"],
      ["Content-Length", String(event.body.length)],
      ["User-Agent", userAgent],
      ...unsignedHeaders(scheme, event.type, deliveryUuid),
      ...sign({ id: event.messageId, timestampSeconds, body: event.body }),
    ],
    bodyBase64: Buffer.from(event.body).toString("base64"),
  };
}

const unsignedHeaders = (scheme: SignatureScheme, eventType: string, deliveryUuid: string): HeaderPairs =>
  scheme.unsignedHeaders === null
    ? []
    : [
        [scheme.unsignedHeaders.eventType, eventType],
        [scheme.unsignedHeaders.deliveryId, deliveryUuid],
      ];
