// Holds the proofs: a few run at once, the others wait in line, and one that nobody follows is stopped.
import { randomUUID } from "node:crypto";
import type { ProofEvent, Verdict } from "../contract/proof.ts";
import type { ParsedStartProof, Prove } from "../grading/types.ts";
import { HttpProblem } from "./problems.ts";
import { ProofStory } from "./proof-story.ts";

/** A proof without a reader for this long is stopped; long enough to reload a page. */
const UNREAD_LIMIT_MS = 60_000;
/** How long a proof that is over can still be read, after its last reader has left. */
const KEEP_MS = 10 * 60_000;

export interface ProofLimits {
  /** How many run at the same time. */
  readonly atOnce: number;
  /** How many more may wait. */
  readonly inLine: number;
}

export interface RegisteredProof {
  /** Everything so far and then what follows; the last event is the verdict, or that it was stopped. */
  follow(reader: (event: ProofEvent) => void): () => void;
}

interface Held {
  readonly id: string;
  readonly request: ParsedStartProof;
  readonly prove: Prove;
  readonly story: ProofStory;
  readonly abort: AbortController;
  /** Runs while nobody reads. */
  unreadTimer: NodeJS.Timeout | undefined;
  /** Settles when its run has ended; null while it waits. */
  run: Promise<void> | null;
}

export class ProofRegistry {
  readonly #prover: () => Prove;
  readonly #limits: ProofLimits;
  readonly #onOurFault: (error: unknown) => void;
  /** By id, until they are forgotten. */
  readonly #proofs = new Map<string, Held>();
  readonly #line: Held[] = [];
  #running = 0;

  /** @param prover asked at each start, so that it can refuse with an HttpProblem where no code is run. */
  constructor(prover: () => Prove, limits: ProofLimits, onOurFault: (error: unknown) => void) {
    this.#prover = prover;
    this.#limits = limits;
    this.#onOurFault = onOurFault;
  }

  /**
   * @param prove how it is proved, when that is not simply the search.
   * @returns its id. @throws HttpProblem 429 when the line is full.
   */
  open(request: ParsedStartProof, prove: Prove = this.#prover()): string {
    if (this.#running >= this.#limits.atOnce && this.#line.length >= this.#limits.inLine) {
      throw new HttpProblem(429, "Too many proofs", {
        detail: `${this.#running} proofs run, and ${this.#line.length} more wait for them.`,
        remedy: "Stop one of them, or try again in a moment.",
      });
    }
    const story = new ProofStory();
    const abort = new AbortController();
    const held: Held = { id: randomUUID(), request, prove, story, abort, unreadTimer: undefined, run: null };
    this.#proofs.set(held.id, held);
    this.#line.push(held);
    this.#armUnreadTimer(held);
    this.#advance();
    return held.id;
  }

  find(proofId: string): RegisteredProof | null {
    const held = this.#proofs.get(proofId);
    if (!held) return null;
    return {
      follow: (reader) => {
        clearTimeout(held.unreadTimer);
        const leave = held.story.follow(reader);
        return () => {
          leave();
          if (held.story.readers === 0) this.#armUnreadTimer(held);
        };
      },
    };
  }

  /** Stops a proof, wherever it stands; its readers are told. One that is over or unknown stays as it is. */
  stop(proofId: string, why = "The proof was stopped before its end."): void {
    const held = this.#proofs.get(proofId);
    if (!held || held.story.isOver) return;
    held.story.tell({ type: "stopped", message: why });
    held.abort.abort();
    if (held.run !== null) return;
    this.#line.splice(this.#line.indexOf(held), 1);
    this.#tellLine();
  }

  async closeAll(): Promise<void> {
    const all = [...this.#proofs.values()];
    for (const held of all) {
      this.stop(held.id);
      clearTimeout(held.unreadTimer);
    }
    this.#proofs.clear();
    await Promise.all(all.map(({ run }) => run));
  }

  #advance() {
    while (this.#running < this.#limits.atOnce) {
      const next = this.#line.shift();
      if (!next) break;
      this.#running += 1;
      next.run = this.#run(next);
    }
    this.#tellLine();
  }

  #tellLine() {
    for (const [ahead, { story }] of this.#line.entries()) story.tell({ type: "queued", ahead });
  }

  async #run(held: Held) {
    const { request, prove, story, abort } = held;
    try {
      await prove(request, (event) => story.tell(event), abort.signal);
      if (!story.isOver) throw new Error("The proof ended without a verdict.");
    } catch (error) {
      this.#onOurFault(error);
      story.tell({ type: "verdict", verdict: ourFault(request) });
    } finally {
      this.#running -= 1;
      if (story.readers === 0) this.#armUnreadTimer(held);
      this.#advance();
    }
  }

  #armUnreadTimer(held: Held) {
    clearTimeout(held.unreadTimer);
    if (!this.#proofs.has(held.id)) return;
    held.unreadTimer = setTimeout(() => this.#onUnread(held), held.story.isOver ? KEEP_MS : UNREAD_LIMIT_MS);
    held.unreadTimer.unref();
  }

  #onUnread(held: Held) {
    if (held.story.isOver) return void this.#proofs.delete(held.id);
    this.stop(held.id, "Nobody followed the proof for a minute, so it was stopped.");
    this.#armUnreadTimer(held);
  }
}

function ourFault({ scenario, scheme, seed }: ParsedStartProof): Verdict {
  const nothing = {
    schedules: 0,
    crashPoints: 0,
    forgeries: 0,
    complete: false,
    durationMs: 0,
    families: [],
  };
  const message =
    "Something in Hookproof broke during the proof; it is not your handler. Try again: the server's output has the details.";
  return {
    verdict: "error",
    scenario,
    scheme,
    seed,
    explored: nothing,
    invariants: [],
    error: { fault: "ours", message },
    notes: [],
  };
}
