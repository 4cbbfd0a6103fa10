// Three receivers that meet the same burst: works in the request, works from a queue, refuses what is too much.

/** What a receiver needs of the world around it. Times are virtual ms. */
export interface Workplace {
  readonly workMs: number;
  readonly workers: number;
  after(delayMs: number, step: () => void): void;
  /** Whether this event's work is done. */
  isDone(event: number): boolean;
  noteRun(): void;
  noteDone(event: number): void;
  noteWaiting(waiting: number): void;
}

/** One request about an event, and where its answer goes. Answering one that was given up on does no harm. */
export interface Arrival {
  readonly event: number;
  answer(status: number, headers?: [string, string][]): void;
}

export type Receiver = (arrival: Arrival) => void;

/** How long it takes to make an event durable, as long as in the shop's own queue. */
export const QUEUE_MS = 5;

/** The answer waits for the work, and the work for a free worker. What is known to be done is answered at once. */
export function workInRequest(place: Workplace): Receiver {
  const line = createLine(place);
  return ({ event, answer }) => {
    if (place.isDone(event)) return answer(200);
    line.join(event, () => answer(200));
  };
}

/** The answer waits for the queue alone, which knows each event once. */
export function workFromQueue(place: Workplace): Receiver {
  const line = createLine(place);
  const known = new Set<number>();
  return ({ event, answer }) =>
    place.after(QUEUE_MS, () => {
      if (!known.has(event)) line.join(event, () => {});
      known.add(event);
      answer(202);
    });
}

/** Lets in as many as it can finish in time, and asks the others to come back. */
export function refuseTooMuch(
  place: Workplace,
  { limit, retryAfterSeconds }: { readonly limit: number; readonly retryAfterSeconds: number },
): Receiver {
  const line = createLine(place);
  return ({ event, answer }) => {
    if (place.isDone(event)) return answer(200);
    if (line.size >= limit) return answer(503, [["Retry-After", String(retryAfterSeconds)]]);
    line.join(event, () => answer(200));
  };
}

interface Line {
  /** Waiting and at work. */
  readonly size: number;
  join(event: number, onDone: () => void): void;
}

/** First come, first served, by a fixed number of workers. */
function createLine(place: Workplace): Line {
  const waiting: { readonly event: number; readonly onDone: () => void }[] = [];
  let next = 0;
  let busy = 0;

  const leave = (event: number, onDone: () => void) => {
    busy -= 1;
    place.noteDone(event);
    onDone();
    takeNext();
  };
  const takeNext = () => {
    while (busy < place.workers) {
      const first = waiting[next];
      if (first === undefined) break;
      next += 1;
      const { event, onDone } = first;
      // A copy whose work was done while it stood in line costs nothing.
      if (place.isDone(event)) onDone();
      else {
        busy += 1;
        place.noteRun();
        place.after(place.workMs, () => leave(event, onDone));
      }
    }
    place.noteWaiting(waiting.length - next);
  };

  return {
    get size() {
      return waiting.length - next + busy;
    },
    join(event, onDone) {
      waiting.push({ event, onDone });
      takeNext();
    },
  };
}
