// The event queue is a stable sort that can be added to and taken from at any time.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEventQueue } from "../../../server/simulation/event-queue.ts";

const drain = <Item>(queue: ReturnType<typeof createEventQueue<Item>>): Item[] => {
  const taken: Item[] = [];
  for (let item = queue.takeDue(Infinity); item !== null; item = queue.takeDue(Infinity)) taken.push(item);
  return taken;
};

describe("createEventQueue", () => {
  it("gives items in order of time, and equals in order of insertion", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
        const queue = createEventQueue<{ atMs: number; index: number }>();
        const items = times.map((atMs, index) => ({ atMs, index }));
        for (const item of items) queue.add(item.atMs, item);
        expect(drain(queue)).toEqual(items.toSorted((a, b) => a.atMs - b.atMs));
        expect(queue.size).toBe(0);
      }),
      { seed: 1 },
    );
  });

  it("agrees with a sorted list under any mix of adding, taking and cancelling", () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("add" as const), atMs: fc.integer({ min: 0, max: 30 }) }),
      fc.record({ do: fc.constant("take" as const), atMs: fc.integer({ min: 0, max: 30 }) }),
      fc.record({ do: fc.constant("cancel" as const), atMs: fc.nat({ max: 50 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const queue = createEventQueue<number>();
        const tickets: ReturnType<typeof queue.add>[] = [];
        let model: { atMs: number; id: number }[] = [];
        for (const { do: act, atMs } of steps) {
          if (act === "add") {
            model.push({ atMs, id: tickets.length });
            tickets.push(queue.add(atMs, tickets.length));
          } else if (act === "take") {
            const due = model.toSorted((a, b) => a.atMs - b.atMs || a.id - b.id)[0];
            const expected = due !== undefined && due.atMs <= atMs ? due.id : null;
            expect(queue.takeDue(atMs)).toBe(expected);
            model = model.filter(({ id }) => id !== expected);
          } else if (tickets.length > 0) {
            const target = atMs % tickets.length;
            expect(tickets[target]?.cancel()).toBe(model.some(({ id }) => id === target));
            model = model.filter(({ id }) => id !== target);
          }
          expect(queue.size).toBe(model.length);
          expect(queue.nextMs()).toBe(model.length === 0 ? null : Math.min(...model.map((m) => m.atMs)));
        }
      }),
      { seed: 1 },
    );
  });

  it("keeps what is not yet due", () => {
    const queue = createEventQueue<string>();
    queue.add(10, "later");
    expect(queue.takeDue(9)).toBeNull();
    expect(queue.peek()).toBe("later");
    expect(queue.takeDue(10)).toBe("later");
  });

  it("refuses a time that is no number", () => {
    expect(() => createEventQueue<string>().add(Number.NaN, "never")).toThrow(/finite time/);
  });
});
