// What is due and when: a queue ordered by time, and among equals by the order in which they were added.

export interface EventQueue<Item> {
  readonly size: number;
  /** Adds an item that is due at `atMs`; the ticket takes it out again. */
  add(atMs: number, item: Item): Ticket;
  /** Time of the next item, or null when nothing is due. */
  nextMs(): number | null;
  peek(): Item | null;
  /** Takes the next item if it is due by `nowMs`. */
  takeDue(nowMs: number): Item | null;
}

/** Takes the item out; false when it was already taken. */
export interface Ticket {
  cancel(): boolean;
}

interface Slot<Item> {
  readonly atMs: number;
  readonly order: number;
  readonly item: Item;
  state: "waiting" | "taken" | "cancelled";
}

/** A binary heap; a cancelled item stays in it until it would come up. */
export function createEventQueue<Item>(): EventQueue<Item> {
  const heap: Slot<Item>[] = [];
  let added = 0;
  let waiting = 0;

  const first = (): Slot<Item> | null => {
    while (heap[0]?.state === "cancelled") removeFirst(heap);
    return heap[0] ?? null;
  };

  return {
    get size() {
      return waiting;
    },
    add(atMs, item) {
      if (!Number.isFinite(atMs)) throw new RangeError(`An event must be due at a finite time, not ${atMs}.`);
      const slot: Slot<Item> = { atMs, order: added, item, state: "waiting" };
      added += 1;
      waiting += 1;
      heap.push(slot);
      siftUp(heap, heap.length - 1);
      return {
        cancel() {
          if (slot.state !== "waiting") return false;
          slot.state = "cancelled";
          waiting -= 1;
          return true;
        },
      };
    },
    nextMs: () => first()?.atMs ?? null,
    peek: () => first()?.item ?? null,
    takeDue(nowMs) {
      const slot = first();
      if (slot === null || slot.atMs > nowMs) return null;
      removeFirst(heap);
      slot.state = "taken";
      waiting -= 1;
      return slot.item;
    },
  };
}

type Heap = { atMs: number; order: number }[];

const before = (heap: Heap, a: number, b: number): boolean => {
  const [left, right] = [heap[a], heap[b]];
  if (left === undefined || right === undefined) return false;
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
};

function swap(heap: Heap, a: number, b: number): void {
  const [left, right] = [heap[a], heap[b]];
  if (left === undefined || right === undefined) return;
  heap[a] = right;
  heap[b] = left;
}

function siftUp(heap: Heap, from: number): void {
  let index = from;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!before(heap, index, parent)) return;
    swap(heap, index, parent);
    index = parent;
  }
}

function removeFirst(heap: Heap): void {
  swap(heap, 0, heap.length - 1);
  heap.pop();
  let index = 0;
  for (;;) {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    let smallest = index;
    if (before(heap, left, smallest)) smallest = left;
    if (before(heap, right, smallest)) smallest = right;
    if (smallest === index) return;
    swap(heap, index, smallest);
    index = smallest;
  }
}
