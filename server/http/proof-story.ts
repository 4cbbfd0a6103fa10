// What a proof has told so far: a late reader is told it first, and a fast search does not flood anybody.
import type { ProofEvent } from "../contract/proof.ts";

/** A search counts hundreds of schedules a second; a reader sees no more than ten steps of it. */
const PROGRESS_EVERY_MS = 100;

type Status = Extract<ProofEvent, { type: "queued" | "progress" }>;
export type Reader = (event: ProofEvent) => void;

export class ProofStory {
  /** Where it stands; a newer one replaces it. */
  #status: Status | null = null;
  #isStatusUnsent = false;
  #pause: NodeJS.Timeout | undefined;
  /** Histories, and in the end the verdict: all of them are kept. */
  readonly #findings: ProofEvent[] = [];
  readonly #readers = new Set<Reader>();
  #isOver = false;

  /** True from the verdict on, or from when it was stopped. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** Tells all readers; what comes after the end is dropped. */
  tell(event: ProofEvent): void {
    if (this.#isOver) return;
    if (event.type === "queued" || event.type === "progress") this.#tellStatus(event);
    else this.#tellFinding(event);
  }

  /** Tells the reader everything so far, and then what follows; returns how to stop. */
  follow(reader: Reader): () => void {
    if (this.#status) reader(this.#status);
    for (const event of this.#findings) reader(event);
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  #tellStatus(status: Status) {
    this.#status = status;
    this.#isStatusUnsent = true;
    if (this.#pause !== undefined) return;
    this.#sendStatus();
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#status && this.#isStatusUnsent) this.#tellStatus(this.#status);
    }, PROGRESS_EVERY_MS);
    this.#pause.unref();
  }

  #tellFinding(event: ProofEvent) {
    this.#sendStatus();
    this.#findings.push(event);
    this.#isOver = event.type === "verdict" || event.type === "stopped";
    if (this.#isOver) clearTimeout(this.#pause);
    this.#send(event);
  }

  #sendStatus() {
    if (!this.#status || !this.#isStatusUnsent) return;
    this.#isStatusUnsent = false;
    this.#send(this.#status);
  }

  #send(event: ProofEvent) {
    for (const reader of [...this.#readers]) reader(event);
  }
}
