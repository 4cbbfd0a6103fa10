// How a provider delivers, as data: its timeout, its retries, and where these figures were read.

export interface ProviderProfile {
  readonly id: string;
  readonly title: string;
  /** Where the figures stand, and the month in which they were last compared (`YYYY-MM`). */
  readonly source: string;
  readonly checked: string;
  /** How long the provider waits for an answer. */
  readonly timeoutMs: number;
  /** The pause before each automatic attempt, the first included: as many attempts as entries. */
  readonly attemptDelaysMs: readonly [number, ...number[]];
  /** How far chance moves a pause, as a part of it: 0.2 is up to 20 % earlier or later. */
  readonly jitterFraction: number;
  /** Statuses whose Retry-After header may make the pause longer. */
  readonly retryAfterStatuses: readonly number[];
  /** A Retry-After counts up to this. */
  readonly longestRetryAfterMs: number;
  /** The status with which a receiver says that its endpoint is gone for good, if the provider knows one. */
  readonly disablingStatus: number | null;
  readonly userAgent: string;
}
