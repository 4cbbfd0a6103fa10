// Begins another attempt at a question that was answered on an earlier day, so that its old answer is not in sight.
import { keepLocally, loadDraft, saveDraft } from "../../../api/drafts.ts";
import { blankDraft, readPracticeDraft } from "../practice-draft.ts";

/**
 * As "Try again" does: the first attempt is kept beside the new one. An answer that was not handed in stays as it is.
 * Never fails: at worst the old answer is still there, and "Try again" as well.
 * @param key the draft's, such as `interview/secure-endpoints`
 */
export async function startAfresh(key: string): Promise<void> {
  try {
    const draft = readPracticeDraft((await loadDraft(key))?.value);
    if (draft === null || !draft.isSubmitted) return;
    const next = { value: { ...blankDraft, first: draft.first ?? draft.now }, savedAtMs: Date.now() };
    keepLocally(key, next);
    await saveDraft(key, next);
  } catch {
    // The browser's copy, if it was made, is the newer one and follows.
  }
}
