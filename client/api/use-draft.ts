// A piece of typed work that survives a reload, a crash of the server and a restart.
import { useCallback, useEffect, useRef, useState } from "react";
import { onConnectionChange } from "./connection.ts";
import { deleteDraft, keepLocally, loadDraft, readLocal, saveDraft } from "./drafts.ts";

/** `kept-here`: only this browser has it, because the server did not take it yet. */
export type DraftState = "loading" | "saved" | "saving" | "kept-here";

const SAVE_AFTER_MS = 500;

export interface UsedDraft<Value> {
  value: Value;
  state: DraftState;
  /** True when something was typed before, so that "yours" and "starter" can be told apart. */
  isOwn: boolean;
  setValue: (value: Value) => void;
  /** Back to the start value; both copies are forgotten. */
  reset: () => void;
}

/**
 * @param key a DraftKey such as `interview/secure-endpoints`; a changed key loads another draft.
 * @param read turns what was stored into a value, or null when it does not fit any more.
 */
export function useDraft<Value>(
  key: string,
  start: Value,
  read: (stored: unknown) => Value | null,
): UsedDraft<Value> {
  const [held, setHeld] = useState(() => fromBrowser(key, read));
  const [state, setState] = useState<DraftState>("loading");
  if (held.key !== key) {
    setHeld(fromBrowser(key, read));
    setState("loading");
  }
  const saver = useSaver(key, setState);
  const readRef = useRef(read);
  readRef.current = read;

  useEffect(() => {
    const abort = new AbortController();
    loadDraft(key, abort.signal).then(
      (draft) => {
        if (abort.signal.aborted) return;
        setState((before) => (before === "loading" ? "saved" : before));
        const loaded = draft === null ? null : readRef.current(draft.value);
        // What is typed while the draft loads is newer than the draft.
        setHeld((now) => (now.typed || loaded === null ? now : { key, value: loaded, typed: false }));
      },
      () => abort.signal.aborted || setState("kept-here"),
    );
    return () => abort.abort();
  }, [key]);

  const setValue = useCallback(
    (value: Value) => {
      setHeld({ key, value, typed: true });
      saver.save(value);
    },
    [key, saver],
  );
  const reset = useCallback(() => {
    saver.cancel();
    setHeld({ key, value: null, typed: true });
    deleteDraft(key).then(
      () => setState("saved"),
      () => setState("kept-here"),
    );
  }, [key, saver]);
  return { value: held.value ?? start, isOwn: held.value !== null, state, setValue, reset };
}

function fromBrowser<Value>(key: string, read: (stored: unknown) => Value | null) {
  const local = readLocal(key);
  return { key, value: local === null ? null : read(local.value), typed: false };
}

interface Saver {
  open(key: string): void;
  save(value: unknown): void;
  cancel(): void;
  flush(): void;
  /** Saves what is left, and tells nobody any more. */
  close(): void;
}

/** Saves in the browser at once and on the server when typing pauses; again when a lost server comes back. */
function useSaver(key: string, onState: (state: DraftState) => void): Saver {
  const [saver] = useState(() => createSaver(onState));
  useEffect(() => {
    saver.open(key);
    const stopListening = onConnectionChange(() => saver.flush());
    const flush = () => saver.flush();
    addEventListener("pagehide", flush);
    return () => {
      stopListening();
      removeEventListener("pagehide", flush);
      saver.close();
    };
  }, [key, saver]);
  return saver;
}

function createSaver(onState: (state: DraftState) => void): Saver {
  let key = "";
  let isOpen = false;
  const tell = (state: DraftState) => {
    if (isOpen) onState(state);
  };
  let unsaved: { key: string; draft: { value: unknown; savedAtMs: number } } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    const sent = unsaved;
    if (sent === null) return;
    saveDraft(sent.key, sent.draft).then(
      () => {
        if (unsaved !== sent) return;
        unsaved = null;
        tell("saved");
      },
      () => tell("kept-here"),
    );
  };
  return {
    open(next: string) {
      key = next;
      isOpen = true;
    },
    save(value: unknown) {
      unsaved = { key, draft: { value, savedAtMs: Date.now() } };
      keepLocally(key, unsaved.draft);
      tell("saving");
      clearTimeout(timer);
      timer = setTimeout(flush, SAVE_AFTER_MS);
    },
    cancel() {
      clearTimeout(timer);
      unsaved = null;
    },
    flush,
    close() {
      flush();
      isOpen = false;
    },
  };
}
