// What a webhook handler uses of two packages whose own declarations are larger than everything else together.

declare module "stripe" {
  /** An event as Stripe's library returns it: its shape is what the sender wrote. */
  export interface StripeEvent {
    id: string;
    type: string;
    created: number;
    data: unknown;
  }

  export default class Stripe {
    /** @param apiKey For calls to Stripe's API; checking webhooks does not use it. */
    constructor(apiKey: string, config?: Record<string, unknown>);
    readonly webhooks: {
      /**
       * Checks the signature and its age, then parses the body.
       *
       * @param payload The raw body, as bytes or text; never the parsed one.
       * @param header The value of `Stripe-Signature`.
       * @param secret The endpoint's signing secret, used as text.
       * @param tolerance Accepted age in seconds; 300 when left out.
       * @throws StripeSignatureVerificationError when it does not match or is too old.
       */
      constructEvent(
        payload: string | Uint8Array,
        header: string | string[] | Uint8Array,
        secret: string,
        tolerance?: number,
      ): StripeEvent;
      constructEventAsync(
        payload: string | Uint8Array,
        header: string | string[] | Uint8Array,
        secret: string,
        tolerance?: number,
      ): Promise<StripeEvent>;
    };
  }
}

declare module "svix" {
  export class WebhookVerificationError extends Error {}

  export class Webhook {
    /** @param secret The endpoint's signing secret, with or without `whsec_`. */
    constructor(secret: string | Uint8Array);
    /**
     * Checks signature and age, and parses the body.
     *
     * @param payload The raw body; never the parsed one.
     * @throws WebhookVerificationError when it does not match or is too old.
     */
    verify(payload: string | Uint8Array, headers: Record<string, string>): unknown;
    sign(messageId: string, timestamp: Date, payload: string | Uint8Array): string;
  }
}
