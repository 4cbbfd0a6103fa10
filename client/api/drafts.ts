// What was typed, kept twice: at once in this browser, soon after on the server. Of two copies the newer wins.
import type { Draft } from "../../server/contract/progress.ts";
import { ApiError } from "./api-error.ts";
import { request, requestJson } from "./request.ts";

const LOCAL_PREFIX = "hookproof/draft/";

/** The newer of both copies; null when nothing was typed. A server that is gone leaves the browser's copy. */
export async function loadDraft(key: string, signal?: AbortSignal): Promise<Draft | null> {
  const here = readLocal(key);
  const there = await requestJson<Draft | null>(address(key), { signal }).catch((error: unknown) => {
    if (error instanceof ApiError && error.isServerGone) return null;
    throw error;
  });
  // The last words before a crash may have reached only this browser.
  if (here !== null && here.savedAtMs > (there?.savedAtMs ?? -1)) void saveDraft(key, here).catch(() => {});
  if (here === null || there === null) return here ?? there;
  return there.savedAtMs > here.savedAtMs ? there : here;
}

/** Removes every draft from this browser. */
export function forgetLocalDrafts(): void {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(LOCAL_PREFIX)) localStorage.removeItem(name);
    }
  } catch {
    // No storage, nothing to forget.
  }
}

/** Never fails: a browser without storage still has the server's copy. */
export function keepLocally(key: string, draft: Draft): void {
  try {
    localStorage.setItem(localKey(key), JSON.stringify(draft));
  } catch {
    // Full or forbidden storage; the server's copy follows.
  }
}

/** @throws ApiError when it could not be saved; the browser's copy stays. */
export async function saveDraft(key: string, draft: Draft): Promise<void> {
  await request(address(key), { method: "PUT", body: draft });
}

/** Forgets both copies. */
export async function deleteDraft(key: string): Promise<void> {
  try {
    localStorage.removeItem(localKey(key));
  } catch {
    // No storage, nothing to forget.
  }
  await request(address(key), { method: "DELETE" });
}

/** The browser's own copy, without waiting: for the first paint. */
export function readLocal(key: string): Draft | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(localKey(key)) ?? "null");
    return isDraft(stored) ? stored : null;
  } catch {
    return null;
  }
}

/** All that this browser keeps under keys that begin so. */
export function localDrafts(prefix: string): { key: string; draft: Draft }[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(localKey(prefix)))
      .map((name) => name.slice(LOCAL_PREFIX.length))
      .flatMap((key) => {
        const draft = readLocal(key);
        return draft === null ? [] : [{ key, draft }];
      });
  } catch {
    return [];
  }
}

function isDraft(stored: unknown): stored is Draft {
  return typeof stored === "object" && stored !== null && "savedAtMs" in stored && "value" in stored;
}

function address(key: string) {
  return `/api/drafts?key=${encodeURIComponent(key)}`;
}

function localKey(key: string) {
  return LOCAL_PREFIX + key;
}
