// The prover of one workbench, without React: searches, runs one schedule again, and runs it on two handlers.
import type { History } from "../../server/contract/history.ts";
import type { ProofEvent, StartProof, Verdict } from "../../server/contract/proof.ts";
import type { SchemeId, StartProblem } from "../../server/contract/session.ts";
import { createObservable, type Observable } from "../editor/observable.ts";
import { type EditorStore, type Files, type LineMark, sameFiles } from "../editor/store.ts";
import { type Case, caseOf } from "./case.ts";
import { announceEnd, announceRetry } from "./news.ts";
import { type ProofApi, type ProofEnd, type ProofRun, runProof } from "./proof-run.ts";
import {
  foundScene,
  isSearching,
  leadOf,
  nothingProved,
  type ProverState,
  type Retry,
  type Search,
  sceneInView,
  type Twin,
} from "./prover-state.ts";
import { retryOf } from "./retry.ts";
import { decisiveStep, marksOf, placeAt, whereNow } from "./scene.ts";
import { invariantWords } from "./words.ts";

export interface ProverOptions {
  readonly editor: EditorStore;
  readonly scheme: SchemeId;
  readonly scenario: string;
  readonly api: ProofApi;
}

const noMarks: readonly LineMark[] = [];

type Store = ReturnType<typeof createObservable<ProverState>>;

export class Prover implements Observable<ProverState> {
  readonly #options: ProverOptions;
  readonly #store: Store = createObservable(nothingProved);
  #search: ProofRun | null = null;
  /** Aborted when the page is left; another visit may follow. */
  #visit = new AbortController();

  constructor(options: ProverOptions) {
    this.#options = options;
  }

  readonly read = (): ProverState => this.#store.read();
  readonly subscribe = (listener: () => void) => this.#store.subscribe(listener);

  /** Searches what is in the editor; the same code is not searched twice at once. */
  prove(): void {
    const { editor } = this.#options;
    const { files } = editor.read();
    if (isSearching(this.read()) && sameFiles(files, this.read().files)) return;
    this.#search?.stop();
    editor.setProblems([]);
    const { retries } = this.read();
    this.#store.update({
      ...nothingProved,
      search: { phase: "starting" },
      files,
      retries,
      news: "The proof begins.",
    });
    const run = this.#begin(files, {}, (event) => hear(this.#store, event));
    this.#search = run;
    void run.ended.then((end) => {
      if (run === this.#search) this.#endSearch(end);
    });
  }

  stop(): void {
    this.#search?.stop();
  }

  /** Looks at a schedule: as it was found, or else as it was run again. */
  choose(chosen: Case): void {
    const hasFound = foundScene({ ...this.read(), chosen }) !== null;
    this.#show({ chosen, view: hasFound ? "found" : "again" });
  }

  view(view: ProverState["view"]): void {
    this.#show({ view });
  }

  /** Shows an entry and the line that it came from. */
  step(seq: number): void {
    this.#store.update({ seq });
    reveal(this.read(), this.#options.editor);
  }

  /** Runs one schedule on the code as it stands, and shows what came of it, or why it could not be run. */
  async again(of: Case): Promise<void> {
    const { editor } = this.#options;
    const { files } = editor.read();
    this.#setRetry(of, { phase: "running", files });
    const retry = await this.#play(of, files, "as-judged");
    this.#setRetry(of, retry);
    if (this.read().chosen?.token === of.token) this.#show({ view: "again" });
    if (retry.phase === "no-start") point(editor, retry.problem);
  }

  /** The same for each, one after the other, until the page is left. */
  async againAll(all: readonly Case[]): Promise<void> {
    const { signal } = this.#visit;
    for (const one of all) {
      if (signal.aborted) return;
      await this.again(one);
    }
  }

  /** Runs one schedule on the code as it stands and on other code. */
  async twin(of: Case, other: { readonly name: string; readonly files: Files }): Promise<void> {
    const { files } = this.#options.editor.read();
    const twin: Twin = {
      token: of.token,
      otherName: other.name,
      one: { phase: "running", files },
      other: { phase: "running", files: other.files },
    };
    this.#store.update({ twin, view: "twin", news: "Both handlers are run through the same schedule." });
    const [one, second] = await Promise.all([
      this.#play(of, files, "as-asked"),
      this.#play(of, other.files, "as-asked"),
    ]);
    // Another twin run may have been asked for meanwhile.
    if (this.read().twin === twin) {
      this.#store.update({ twin: { ...twin, one, other: second }, news: "The twin run is done." });
    }
  }

  /** Marks the lines of what is shown in the editor. */
  mark(): void {
    const { editor } = this.#options;
    const scene = sceneInView(this.read());
    editor.mark(scene === null ? noMarks : marksOf(scene, this.read().seq, editor.read().files));
  }

  /** Ends everything that runs. */
  close(): void {
    this.#visit.abort();
    this.#visit = new AbortController();
  }

  #begin(files: Files, more: Partial<StartProof>, onEvent: (event: ProofEvent) => void): ProofRun {
    const { scenario, scheme, api } = this.#options;
    const run = runProof(api, { submission: { files }, scenario, scheme, ...more }, onEvent);
    const { signal } = this.#visit;
    signal.addEventListener("abort", run.stop);
    void run.ended.then(() => signal.removeEventListener("abort", run.stop));
    return run;
  }

  /** What is played on for its verdict can no longer be compared step by step with what was not. */
  async #play(
    { token, invariant, scenario, scheme, seed }: Case,
    files: Files,
    shown: "as-asked" | "as-judged",
  ): Promise<Retry> {
    const histories: History[] = [];
    const run = this.#begin(files, { reproduce: token, scenario, scheme, seed }, (event) => {
      if (event.type === "history") histories.push(event.entries);
    });
    const end = await run.ended;
    const history = histories.at(shown === "as-asked" ? 0 : -1) ?? [];
    return retryOf(end, { files, invariant, history });
  }

  #endSearch(end: ProofEnd): void {
    const news = announceEnd(end, this.read().histories);
    if (end.kind === "verdict") this.#endWith(end.verdict, news);
    else this.#store.update({ search: { phase: end.kind, message: end.message }, news });
  }

  #endWith(verdict: Verdict, news: string): void {
    const search: Search = { phase: "finished", verdict };
    const first = leadOf({ search, histories: this.read().histories });
    const chosen = first && caseOf(verdict, first);
    if (chosen === null) this.#store.update({ search, news });
    else this.#show({ search, news, chosen, view: "found" });
    if (verdict.error?.fault === "start") point(this.#options.editor, verdict.error.problem);
  }

  /** Changes what is looked at, and begins with the step that shows it. */
  #show(change: Partial<ProverState>): void {
    const scene = sceneInView({ ...this.read(), ...change });
    this.#store.update({ ...change, seq: scene === null ? null : decisiveStep(scene) });
    reveal(this.read(), this.#options.editor);
  }

  #setRetry(of: Case, retry: Retry): void {
    const retries = { ...this.read().retries, [of.token]: retry };
    this.#store.update({ retries, news: announceRetry(of, retry) });
  }
}

function hear(store: Store, event: ProofEvent): void {
  const { search, histories } = store.read();
  if (event.type === "queued") store.update({ search: { phase: "queued", ahead: event.ahead } });
  else if (event.type === "history") {
    store.update({ histories: { ...histories, [event.token]: event.entries } });
  } else if (event.type === "progress") {
    const { family, schedules, broken } = event;
    const before = search.phase === "running" ? search.broken : [];
    const fresh = broken.filter((id) => !before.includes(id)).map((id) => invariantWords[id].title);
    const news = fresh.length === 0 ? {} : { news: `Found broken: ${fresh.join(", ")}.` };
    store.update({ search: { phase: "running", family, schedules, broken }, ...news });
  }
}

function reveal(state: ProverState, editor: EditorStore): void {
  const scene = sceneInView(state);
  if (scene === null || state.seq === null) return;
  const place = whereNow(placeAt(scene, state.seq), scene.files, editor.read().files);
  if (place !== null) editor.reveal(place);
}

/** Code that does not start: the place is marked and opened. */
function point(editor: EditorStore, { message, place }: StartProblem): void {
  if (!place) return;
  editor.setProblems([{ message, place }]);
  editor.goTo(place);
}
