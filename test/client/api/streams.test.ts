// Event streams share six connections with everything else that a browser asks a host for, so only a few are open.
import { afterEach, expect, test, vi } from "vitest";
import { followProof } from "../../../client/api/proofs.ts";
import { holdStream, wakeStream } from "../../../client/api/streams.ts";
import { FakeEventSource, stubEventSource } from "../support/event-source.ts";

const ends: (() => void)[] = [];
const open = new Set<string>();
let opened: string[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
  expect([...open]).toEqual([]);
  opened = [];
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function hold(key: string, ready = Promise.resolve()) {
  const end = holdStream(key, () => {
    open.add(key);
    opened.push(key);
    return { ready, close: () => open.delete(key) };
  });
  ends.push(end);
  return end;
}

function setHidden(hidden: boolean) {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  document.dispatchEvent(new Event("visibilitychange"));
}

test("a fourth stream lets the one unused for longest rest", () => {
  for (const key of ["a", "b", "c", "d"]) hold(key);
  expect([...open]).toEqual(["b", "c", "d"]);
});

test("one that rests is opened again by its use, and another rests instead", async () => {
  for (const key of ["a", "b", "c", "d"]) hold(key);
  await wakeStream("b");
  expect(opened).toEqual(["a", "b", "c", "d"]);
  await wakeStream("a");
  expect([...open].sort()).toEqual(["a", "b", "d"]);
  expect(opened).toEqual(["a", "b", "c", "d", "a"]);
});

test("a use waits until the stream is open, so that its outcome is heard", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  hold("a", promise);
  const order: string[] = [];
  const used = wakeStream("a").then(() => order.push("used"));
  await Promise.resolve();
  order.push("open");
  resolve();
  await used;
  expect(order).toEqual(["open", "used"]);
});

test("when one ends, one that rests comes back", () => {
  for (const key of ["a", "b", "c"]) hold(key);
  const end = hold("d");
  end();
  expect([...open].sort()).toEqual(["a", "b", "c"]);
});

test("a hidden page holds none, and has them back when it is shown", () => {
  for (const key of ["a", "b"]) hold(key);
  setHidden(true);
  expect([...open]).toEqual([]);
  hold("c");
  expect([...open]).toEqual([]);
  setHidden(false);
  expect([...open]).toEqual(["a", "b", "c"]);
});

test("a proof is followed to its end, also in a hidden page and beside many others: the server stops one that nobody reads", () => {
  stubEventSource();
  const onEvent = vi.fn();
  ends.push(followProof("p1", { onEvent, onGone() {} }));
  for (const key of ["a", "b", "c"]) hold(key);
  setHidden(true);
  const [stream] = FakeEventSource.all;
  expect(stream?.readyState).not.toBe(FakeEventSource.CLOSED);
  ends.push(followProof("p2", { onEvent, onGone() {} }));
  expect(FakeEventSource.all.map(({ url }) => url)).toEqual([
    "/api/proofs/p1/events",
    "/api/proofs/p2/events",
  ]);
  stream?.send({ type: "stopped", message: "It was stopped." });
  expect(onEvent).toHaveBeenCalledWith({ type: "stopped", message: "It was stopped." });
  expect(stream?.readyState).toBe(FakeEventSource.CLOSED);
});

test("a stream that was never held is nothing to wait for", async () => {
  await expect(wakeStream("nobody")).resolves.toBeUndefined();
});
