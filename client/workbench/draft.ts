// Keeps what is typed in an editor: in the browser at every edit, on the server a moment later; the newer copy comes back.
import { onConnectionChange } from "../api/connection.ts";
import { keepLocally, loadDraft, readLocal, saveDraft } from "../api/drafts.ts";
import { createObservable, type Observable } from "../editor/observable.ts";
import { type EditorStore, type Files, sameFiles } from "../editor/store.ts";

const SAVE_AFTER_MS = 500;

export interface DraftStatus {
  /** `this-browser`: the server has not taken it yet; it is asked again when it answers. */
  readonly saved: "nothing-typed" | "saving" | "everywhere" | "this-browser";
  /** The starter is another one than what is typed was made from. */
  readonly starterChanged: boolean;
}

export interface DraftKeeper extends Observable<DraftStatus> {
  /** Sends at once what has not reached the server yet. */
  flush(): Promise<void>;
  /** Begins to watch the editor, after fetching a newer copy if there is one; returns how to end it. */
  attach(): () => void;
}

interface Copy {
  readonly files: Files;
  /** Fingerprint of the starter it was made from. */
  readonly starter: string;
}

/** The browser's own copy, for the first paint: nothing is replaced before the reader's eyes. */
export function readLocalFiles(key: string): Files | null {
  return parseCopy(readLocal(key)?.value)?.files ?? null;
}

export function createDraft(key: string, store: EditorStore): DraftKeeper {
  const starter = fingerprint(store.read().starter);
  let kept: Copy | null = parseCopy(readLocal(key)?.value);
  let unsent: { value: Copy; savedAtMs: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const status = createObservable<DraftStatus>({
    saved: kept ? "this-browser" : "nothing-typed",
    starterChanged: kept !== null && kept.starter !== starter,
  });

  const flush = async () => {
    clearTimeout(timer);
    const sent = unsent;
    if (sent === null) return;
    const arrived = await saveDraft(key, sent).then(
      () => true,
      () => false,
    );
    // Something newer was typed meanwhile, and is on its way by itself.
    if (unsent !== sent) return;
    if (arrived) unsent = null;
    status.update({ saved: arrived ? "everywhere" : "this-browser" });
  };
  const keep = () => {
    const { files } = store.read();
    if (sameFiles(files, kept?.files ?? store.read().starter)) return;
    kept = { files, starter };
    unsent = { value: kept, savedAtMs: Date.now() };
    keepLocally(key, unsent);
    status.update({ saved: "saving", starterChanged: false });
    clearTimeout(timer);
    timer = setTimeout(flush, SAVE_AFTER_MS);
  };
  const bringNewer = async (signal: AbortSignal) => {
    const before = kept;
    const draft = await loadDraft(key, signal);
    const copy = parseCopy(draft?.value);
    // What was typed while it loaded is newer than anything that was stored.
    if (draft === null || copy === null || kept !== before || signal.aborted) return;
    kept = copy;
    keepLocally(key, { value: copy, savedAtMs: draft.savedAtMs });
    if (!sameFiles(copy.files, store.read().files)) store.replace(copy.files);
    status.update({ saved: "everywhere", starterChanged: copy.starter !== starter });
  };
  return {
    read: status.read,
    subscribe: status.subscribe,
    flush,
    attach() {
      const stops = [store.subscribe(keep), onConnectionChange(() => void flush())];
      const onPageHide = () => void flush();
      addEventListener("pagehide", onPageHide);
      const loading = new AbortController();
      bringNewer(loading.signal).catch(() => {
        // The browser's copy is shown; the next edit tries the server again.
      });
      return () => {
        loading.abort();
        for (const stop of stops) stop();
        removeEventListener("pagehide", onPageHide);
        void flush();
      };
    },
  };
}

/** A draft from an older version may be anything; only files of text with a handler among them are taken. */
function parseCopy(value: unknown): Copy | null {
  const { files, starter } = (value ?? {}) as { files?: unknown; starter?: unknown };
  if (typeof files !== "object" || files === null) return null;
  const texts = Object.entries(files).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  if (!texts.some(([name]) => /^handler\.[jt]s$/.test(name))) return null;
  return { files: Object.fromEntries(texts), starter: typeof starter === "string" ? starter : "" };
}

/** FNV-1a over names and texts: tells one starter from another, and protects against nobody. */
export function fingerprint(files: Files): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(files)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
