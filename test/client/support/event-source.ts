// An EventSource that a test speaks through; jsdom has none.
import { vi } from "vitest";
import type { ProofEvent } from "../../../server/contract/proof.ts";
import type { SessionEvent } from "../../../server/contract/session.ts";

export class FakeEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static latest: FakeEventSource | null = null;
  /** Every one of this test, in the order in which they were opened. */
  static all: FakeEventSource[] = [];

  readonly url: string;
  readyState = FakeEventSource.CONNECTING;

  constructor(url: string) {
    super();
    this.url = url;
    FakeEventSource.latest = this;
    FakeEventSource.all.push(this);
  }

  open() {
    this.readyState = FakeEventSource.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  send(event: SessionEvent | ProofEvent) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(event) }));
  }

  /** The server answered that there is no such session. */
  refuse() {
    this.readyState = FakeEventSource.CLOSED;
    this.dispatchEvent(new Event("error"));
  }

  close() {
    this.readyState = FakeEventSource.CLOSED;
  }
}

export function stubEventSource() {
  FakeEventSource.latest = null;
  FakeEventSource.all = [];
  vi.stubGlobal("EventSource", FakeEventSource);
}
