// The picture's geometry over histories of any shape: order, room, and labels that never collide.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandRows } from "../../../client/timeline/geometry.ts";
import { LABEL_GAP_PX, placeLabels } from "../../../client/timeline/labels.ts";
import { layOut as layOutReading, type TimelineLayout } from "../../../client/timeline/layout.ts";
import { readHistory } from "../../../client/timeline/reading.ts";
import { BREAK_FROM_MS } from "../../../client/timeline/scale.ts";
import type { History } from "../../../server/contract/history.ts";
import { anyHistory, everythingHistory, outageHistory, raceHistory } from "../fixtures/histories.ts";

const layOut = (history: History, widthPx: number) => layOutReading(readHistory(history), widthPx);

const seed = 20_260_101;
const property = (check: (layout: TimelineLayout) => void) =>
  fc.assert(
    fc.property(anyHistory, fc.integer({ min: 240, max: 1_800 }), (history, widthPx) =>
      check(layOut(history, widthPx)),
    ),
    { seed, numRuns: 150 },
  );

describe("the scale", () => {
  test("x never decreases along a history", () => {
    property(({ scale: { xs } }) => {
      for (let index = 1; index < xs.length; index += 1) {
        expect(xs[index]).toBeGreaterThanOrEqual(xs[index - 1] ?? 0);
      }
    });
  });

  test("a later moment with a place of its own stands strictly further right", () => {
    property(({ scale: { xs }, reading: { takesRoom, history } }) => {
      const drawn = history.flatMap((entry, index) =>
        takesRoom[index] ? [{ entry, x: xs[index] ?? 0 }] : [],
      );
      for (const [index, { x }] of drawn.entries()) {
        if (index > 0) expect(x).toBeGreaterThan(drawn[index - 1]?.x ?? 0);
      }
    });
  });

  test("everything stands inside the picture", () => {
    property(({ scale: { xs, widthPx }, labels }) => {
      expect(Math.max(0, ...xs)).toBeLessThan(widthPx);
      for (const { left, widthPx: label } of labels) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + label).toBeLessThanOrEqual(widthPx);
      }
    });
  });

  test("xAt rises with time and agrees with the entries", () => {
    property(({ scale, reading: { history, takesRoom } }) => {
      const times = history.filter((_, index) => takesRoom[index]).map(({ atMs }) => atMs);
      const xs = [...new Set(times)].flatMap((atMs) => [scale.xAt(atMs), scale.xAt(atMs + 0.5)]);
      for (const [index, x] of xs.entries())
        if (index > 0) expect(x).toBeGreaterThanOrEqual((xs[index - 1] ?? 0) - 1e-6);
    });
  });

  test("three days of retries and the milliseconds of one answer share one picture", () => {
    const { breaks, scale, reading } = layOut(outageHistory(), 1_200);
    const lastAttempt = reading.attempts.at(-1);
    const answerPx =
      (scale.xs[lastAttempt?.finishIndex ?? 0] ?? 0) - (scale.xs[lastAttempt?.startIndex ?? 0] ?? 0);
    expect(breaks.map(({ label }) => label)).toContain("13 h 24 min later");
    expect(answerPx).toBeGreaterThan(40);
    expect(scale.widthPx).toBeLessThan(2_000);
  });

  test("a longer pause is drawn longer", () => {
    const { breaks } = layOut(outageHistory(), 1_200);
    const width = (label: string) => {
      const found = breaks.find((candidate) => candidate.label === label);
      return found === undefined ? 0 : found.x2 - found.x1;
    };
    expect(width("10 h later")).toBeGreaterThan(width("5 s later"));
  });

  test("every idle stretch from the threshold on is a break, and no shorter one", () => {
    property(({ breaks, reading: { history, takesRoom } }) => {
      const times = history.filter((_, index) => takesRoom[index]).map(({ atMs }) => atMs);
      const idle = times.slice(1).filter((atMs, index) => atMs - (times[index] ?? 0) >= BREAK_FROM_MS);
      expect(breaks).toHaveLength(idle.length);
    });
  });
});

describe("labels", () => {
  type Placed = Pick<TimelineLayout["labels"][number], "band" | "row" | "left" | "widthPx" | "x" | "text">;
  const expectApart = (labels: readonly Placed[]) => {
    for (const [index, one] of labels.entries()) {
      for (const other of labels.slice(index + 1)) {
        if (one.band !== other.band) continue;
        const sameRow = one.row === other.row;
        const apart = one.left + one.widthPx <= other.left || other.left + other.widthPx <= one.left;
        if (sameRow && !apart) throw new Error(`"${one.text}" covers "${other.text}"`);
        const [inner, outer] = one.row < other.row ? [one, other] : [other, one];
        const isCrossed = !sameRow && outer.x > inner.left && outer.x < inner.left + inner.widthPx;
        if (isCrossed) throw new Error(`the leader of "${outer.text}" crosses "${inner.text}"`);
      }
    }
  };

  test("no two labels overlap, and no leader line crosses a label", () =>
    property(({ labels }) => expectApart(labels)));

  test("however crowded a band is, its labels and leader lines stay clear of each other", () => {
    const request = fc.record({
      x: fc.integer({ min: 0, max: 400 }),
      widthPx: fc.integer({ min: 14, max: 150 }),
      priority: fc.integer({ min: 0, max: 3 }),
      beside: fc.boolean(),
    });
    const crowd = fc.array(request, { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(crowd, (requests) => {
        const named = requests.map((of, index) => ({
          ...of,
          key: `${index}`,
          text: `${index}`,
          band: "shop" as const,
        }));
        expectApart(placeLabels(named, { rows: bandRows, minX: 0, maxX: 400 }).placed);
      }),
      { seed, numRuns: 300 },
    );
  });

  test("labels of different bands are never at the same height", () => {
    property(({ labels }) => {
      const heights = new Map<number, string>();
      for (const { y, band } of labels) {
        expect(heights.get(y) ?? band).toBe(band);
        heights.set(y, band);
      }
    });
  });

  test("a repeated effect keeps its label where a plain call has to give way", () => {
    const texts = layOut(raceHistory(), 240).labels.map(({ text }) => text);
    expect(texts).toContain("ship 1042 again");
  });

  test("a label that finds no room in any row is left out", () => {
    const crowd = Array.from({ length: 40 }, (_, index) => ({
      key: `${index}`,
      text: "x".repeat(10),
      band: "shop" as const,
      x: 100 + index * 20,
      widthPx: 80,
      priority: index,
    }));
    const { placed } = placeLabels(crowd, { rows: bandRows, minX: 0, maxX: 1_000 });
    expect(placed.length).toBeGreaterThan(10);
    expect(placed.length).toBeLessThan(40);
    expect(placed[0]?.priority).toBe(39);
  });

  test("neighbours in a row keep their distance", () => {
    const pair = [0, 1].map((index) => ({
      key: `${index}`,
      text: "ship",
      band: "shop" as const,
      x: 100 + index * 60,
      widthPx: 60,
      priority: 1,
    }));
    const { placed } = placeLabels(pair, { rows: { ...bandRows, shop: 1 }, minX: 0, maxX: 400 });
    const [first, second] = [...placed].sort((one, other) => one.left - other.left);
    expect((second?.left ?? 0) - (first?.left ?? 0) - 60).toBeGreaterThanOrEqual(LABEL_GAP_PX);
  });
});

describe("the receiver's lanes", () => {
  test("requests at work at the same time never share one", () => {
    property(({ attempts }) => {
      const withLane = attempts.filter(({ lane }) => lane !== null);
      for (const [index, one] of withLane.entries()) {
        for (const other of withLane.slice(index + 1)) {
          if (one.lane === other.lane) expect(one.lastIndex).toBeLessThan(other.startIndex);
        }
      }
    });
  });

  test("two copies at once need two, one after the other one", () => {
    expect(layOut(raceHistory(), 1_000).reading.receiverLanes).toBe(2);
    expect(layOut(everythingHistory(), 1_000).reading.receiverLanes).toBe(1);
  });

  test("a refused connection never reaches the receiver", () => {
    const { attempts } = layOut(outageHistory(), 1_000);
    expect(attempts.map(({ laneY }) => laneY === null)).toEqual([...Array(8).fill(true), false]);
  });

  test("work on a request that the receiver did not survive ends where it died", () => {
    const { attempts, reading, scale } = layOut(everythingHistory(), 1_000);
    const cut = attempts.find(({ start }) => start.attemptId === "b2");
    expect(cut?.workEndX).toBe(scale.xs[reading.ends[0]?.index ?? -1]);
  });
});

test("2 000 entries are laid out in well under 100 ms", () => {
  const one = everythingHistory();
  const spanMs = (one.at(-1)?.atMs ?? 0) + 60_000;
  const long = Array.from({ length: Math.ceil(2_000 / one.length) }, (_, round) =>
    one.map((entry, index) => ({
      ...entry,
      seq: round * one.length + index,
      atMs: entry.atMs + round * spanMs,
    })),
  ).flat();
  layOut(long, 1_200);
  const startMs = performance.now();
  layOut(long, 1_200);
  expect(performance.now() - startMs).toBeLessThan(100);
});
