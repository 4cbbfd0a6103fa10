// Shared counterexamples that were opened here: each is kept as it came, beside the draft of what is made of it.
import { keepLocally, localDrafts, saveDraft } from "../../api/drafts.ts";
import { createPins } from "../../prover/pins.ts";
import { readShared, type Shared, writeShared } from "../../prover/share.ts";
import { fingerprint } from "../../workbench/draft.ts";

/** The same file gets the same id, so that opening it again comes back to what was made of it. */
export function idOfShared({ case: { token }, files }: Shared): string {
  return fingerprint({ ...files, "": token });
}

/** A DraftKey for the code of a shared counterexample. */
export function sharedDraftKey(id: string): string {
  return `playground/shared-${id}`;
}

/** Where the file itself is kept. */
export function sharedFileKey(id: string): string {
  return `${sharedDraftKey(id)}/file`;
}

/** Keeps the file, and pins its schedule as a test of its code, beside those pinned in any browser. Runs nothing. */
export async function keepShared(shared: Shared): Promise<string> {
  const id = idOfShared(shared);
  const draft = { value: writeShared(shared.case, shared.files).text, savedAtMs: Date.now() };
  keepLocally(sharedFileKey(id), draft);
  // This browser has it; another one can be given the file.
  saveDraft(sharedFileKey(id), draft).catch(() => {});
  const pins = createPins(sharedDraftKey(id));
  await pins.load();
  pins.pin(shared.case);
  return id;
}

/** What was kept, or null when it does not fit any more. */
export function readKept(stored: unknown): Shared | null {
  if (typeof stored !== "string") return null;
  const read = readShared(stored);
  return "shared" in read ? read.shared : null;
}

/** All that were opened in this browser. */
export function listShared(): { id: string; shared: Shared }[] {
  return localDrafts("playground/shared-").flatMap(({ key, draft }) => {
    const id = /^playground\/shared-([a-z0-9]+)\/file$/.exec(key)?.[1];
    const shared = readKept(draft.value);
    return id === undefined || shared === null ? [] : [{ id, shared }];
  });
}
