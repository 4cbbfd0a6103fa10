// Drives a live session over HTTP as the page does: start, follow, act.
import type { HistoryEntry } from "../../server/contract/history.ts";
import type { SessionAction, SessionEvent } from "../../server/contract/session.ts";

export interface SessionClient {
  /** Milliseconds from pressing Run (the request leaving) to the first entry of the timeline. */
  readonly firstEntryMs: number;
  act(action: SessionAction): Promise<void>;
  /** Resolves with the first entry that satisfies the test, past or future. */
  until(isWanted: (entry: HistoryEntry) => boolean): Promise<HistoryEntry>;
  close(): Promise<void>;
}

const json = (value: unknown) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

export async function startSession(url: string, files: Record<string, string>): Promise<SessionClient> {
  const start = performance.now();
  const created = await fetch(`${url}/api/sessions`, json({ submission: { files } }));
  const { sessionId } = (await created.json()) as { sessionId: string };
  const address = `${url}/api/sessions/${sessionId}`;
  const entries: HistoryEntry[] = [];
  const waiting = new Set<() => void>();
  const abort = new AbortController();
  const events = await fetch(`${address}/events`, { signal: abort.signal });
  void readStream(events, (event) => {
    if (event.type === "history") entries.push(...event.entries);
    for (const check of waiting) check();
  }).catch(() => {});

  const until = (isWanted: (entry: HistoryEntry) => boolean) =>
    new Promise<HistoryEntry>((resolve) => {
      const check = () => {
        const found = entries.find(isWanted);
        if (!found) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  await until(() => true);
  return {
    firstEntryMs: performance.now() - start,
    until,
    act: async (action) => void (await fetch(`${address}/actions`, json(action))),
    async close() {
      abort.abort();
      await fetch(address, { method: "DELETE" });
    },
  };
}

async function readStream(response: Response, onEvent: (event: SessionEvent) => void) {
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data) onEvent(JSON.parse(data) as SessionEvent);
    }
  }
}
