// How a provider delivers, as data: its timeout, its retries, and where these figures were read.

/** When a provider sends what failed again, as far as it publishes it. */
export interface RetryRules {
  readonly id: string;
  readonly title: string;
  /** Where the figures stand, and the month in which they were last compared (`YYYY-MM`). */
  readonly source: string;
  readonly checked: string;
  /** How long the provider waits for an answer; null where no figure is published. */
  readonly timeoutMs: number | null;
  /** The pause before each automatic attempt, the first included: as many attempts as entries. */
  readonly attemptDelaysMs: readonly [number, ...number[]];
  readonly pauses: PauseBasis;
  /** How far chance moves a pause, as a part of it: 0.2 is up to 20 % earlier or later. */
  readonly jitterFraction: number;
  /** Statuses whose Retry-After header may make the pause longer. */
  readonly retryAfterStatuses: readonly number[];
  /** A Retry-After counts up to this. */
  readonly longestRetryAfterMs: number;
  /** The status with which a receiver says that its endpoint is gone for good, if the provider knows one. */
  readonly disablingStatus: number | null;
  /** What follows when an endpoint goes on failing. A sentence for people. */
  readonly afterwards: string;
  /** How an event is had again that will not be sent any more. A sentence for people. */
  readonly byHand: string;
}

/** Rules that are known well enough to send real requests by them. */
export interface ProviderProfile extends RetryRules {
  readonly timeoutMs: number;
  readonly userAgent: string;
}

/**
 * Whose figures the pauses are: the provider's own, or an example of ours that keeps to what the provider does publish.
 * An example is always shown as one.
 */
export type PauseBasis =
  | { readonly kind: "published" }
  | {
      readonly kind: "example";
      /** What the provider says. */
      readonly published: string;
      /** What we have added. */
      readonly assumed: string;
    };

/** The first attempt at once, then retries whose pauses double and together make `totalMs`. */
export function doublingPauses(retries: number, totalMs: number): [number, ...number[]] {
  const firstMs = totalMs / (2 ** retries - 1);
  return [0, ...Array.from({ length: retries }, (_, index) => Math.round(firstMs * 2 ** index))];
}
