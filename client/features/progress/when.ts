// Times as the learner's own calendar has them.

const days = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** For example "27 Nov". */
export const day = (atMs: number): string => days.format(atMs);

/** For example "27 Nov 2026, 20:59". */
export const moment = (atMs: number): string => moments.format(atMs);
