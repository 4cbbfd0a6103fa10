// Turns a history into places: lanes, spans, marks and labels in pixels. Pure, so that it can be tested without a page.
import type { EntryOf } from "../../server/contract/history.ts";
import type { AttemptSpan } from "./collect.ts";
import { type Band, bandRows, LETTER_PX, ROW_PX, SUB_LANE_PX, TOP_PX } from "./geometry.ts";
import { labelRequests, type ToneLabel } from "./label-requests.ts";
import { type Place, placeLabels } from "./labels.ts";
import type { Reading } from "./reading.ts";
import { type Break, buildScale, type Scale } from "./scale.ts";

/** Rows grow away from their lane; `y` is the text's baseline, `fromY` where its leader line starts. */
export type PlacedLabel = ToneLabel & Place & { readonly y: number; readonly fromY: number };

export interface Lane {
  readonly key: string;
  readonly name: string;
  /** Below the name, such as which copy of the receiver's work. */
  readonly detail?: string;
  readonly y: number;
}

export interface PlacedAttempt extends AttemptSpan {
  readonly x1: number;
  /** Where the sender stopped waiting or got its answer; null while it waits. */
  readonly x2: number | null;
  /** Where the receiver's own work on it ends. */
  readonly workEndX: number;
  /** Height of its bar's middle; null when it never reached the receiver. */
  readonly laneY: number | null;
}

export interface TimelineLayout {
  readonly reading: Reading;
  readonly scale: Scale;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly lanes: readonly Lane[];
  readonly providerY: number;
  readonly networkY: number;
  readonly shopY: number;
  /** The middle of the row of times; pauses, if there are any, stand in a row above. */
  readonly timeY: number;
  readonly pauseY: number;
  readonly breaks: readonly Break[];
  readonly attempts: readonly PlacedAttempt[];
  readonly outages: readonly { key: number; x1: number; x2: number; entry: EntryOf<"outage-started"> }[];
  readonly labels: readonly PlacedLabel[];
  /** Height of the sub-lane that an attempt's work is drawn in; the first for work that belongs to none. */
  laneYOf(attemptId: string | null): number;
}

/** @param availablePx what the picture may fill without scrolling. */
export function layOut(reading: Reading, availablePx: number): TimelineLayout {
  const scale = buildScale(reading.history, {
    takesRoom: reading.takesRoom,
    availablePx,
    letterPx: LETTER_PX,
  });
  const { placed, rowsUsed } = placeLabels<Band, ToneLabel>(labelRequests(reading, scale), {
    rows: bandRows,
    minX: 4,
    maxX: scale.widthPx - 4,
  });
  const heights = stack(rowsUsed, reading.receiverLanes);
  const { attempts, laneYOf } = placeAttempts(reading, scale, heights);
  return {
    reading,
    scale,
    widthPx: scale.widthPx,
    heightPx: heights.timeY + ROW_PX,
    lanes: laneLines(heights),
    ...heights,
    breaks: scale.breaks,
    attempts,
    outages: reading.outages.map(({ start, startIndex, endIndex }) => ({
      key: start.seq,
      entry: start,
      x1: scale.xs[startIndex] ?? 0,
      x2: endIndex === null ? scale.widthPx : (scale.xs[endIndex] ?? scale.widthPx),
    })),
    labels: placed.map((label) => ({ ...label, ...labelHeights(label, heights) })),
    laneYOf,
  };
}

interface Heights {
  readonly providerY: number;
  readonly networkY: number;
  readonly receiverYs: readonly number[];
  readonly shopY: number;
  readonly pauseY: number;
  readonly timeY: number;
}

/** From the top: each lane leaves room above it for as many rows of labels as it uses; the shop's stand below. */
function stack(used: Readonly<Record<Band, number>>, receiverLanes: number): Heights {
  const providerY = TOP_PX + Math.max(1, used.provider) * ROW_PX + 8;
  const networkY = providerY + Math.max(34, used.network * ROW_PX + 18);
  const firstLaneY = networkY + Math.max(36, used.receiver * ROW_PX + 20);
  const receiverYs = Array.from({ length: receiverLanes }, (_, lane) => firstLaneY + lane * SUB_LANE_PX);
  const shopY = (receiverYs.at(-1) ?? firstLaneY) + 46;
  const pauseY = shopY + 12 + Math.max(1, used.shop) * ROW_PX + 10;
  const timeY = pauseY + used.pause * (ROW_PX + 6);
  return { providerY, networkY, receiverYs, shopY, pauseY, timeY };
}

function laneLines({ providerY, networkY, receiverYs, shopY }: Heights): Lane[] {
  return [
    { key: "provider", name: "Provider", y: providerY },
    { key: "network", name: "Network", y: networkY },
    ...receiverYs.map((y, lane) => ({
      key: `receiver-${lane}`,
      name: lane === 0 ? "Receiver" : "",
      y,
      ...(receiverYs.length > 1 ? { detail: lane === 0 ? "at work" : "also at work" } : {}),
    })),
    { key: "shop", name: "Shop", y: shopY },
  ];
}

function placeAttempts(reading: Reading, scale: Scale, { receiverYs }: Heights) {
  const laneYs = new Map<string, number>();
  const attempts = reading.attempts.map((attempt): PlacedAttempt => {
    const laneY = attempt.lane === null ? null : (receiverYs[attempt.lane] ?? null);
    if (laneY !== null) laneYs.set(attempt.start.attemptId, laneY);
    const x1 = scale.xs[attempt.startIndex] ?? 0;
    const x2 = attempt.finishIndex === null ? null : (scale.xs[attempt.finishIndex] ?? null);
    const isOpen = attempt.finishIndex === null && attempt.cutIndex === null;
    const workEndX = isOpen ? scale.widthPx - 12 : (scale.xs[attempt.cutIndex ?? attempt.lastIndex] ?? x1);
    return { ...attempt, laneY, x1, x2, workEndX: Math.max(workEndX, x1 + 2) };
  });
  const firstY = receiverYs[0] ?? 0;
  return { attempts, laneYOf: (id: string | null) => (id === null ? firstY : (laneYs.get(id) ?? firstY)) };
}

function labelHeights(label: ToneLabel & Place, heights: Heights): { y: number; fromY: number } {
  const { providerY, networkY, receiverYs, shopY, pauseY, timeY } = heights;
  switch (label.band) {
    case "provider":
      return { y: providerY - 11 - label.row * ROW_PX, fromY: providerY - 7 };
    case "network":
      return { y: networkY - 9 - label.row * ROW_PX, fromY: networkY - 6 };
    case "receiver":
      return { y: (receiverYs[0] ?? 0) - 13 - label.row * ROW_PX, fromY: (receiverYs[0] ?? 0) - 10 };
    case "shop":
      return { y: shopY + 22 + label.row * ROW_PX, fromY: shopY + 8 };
    case "pause":
      return { y: pauseY + 4, fromY: pauseY };
    case "time":
      return { y: timeY + 6, fromY: timeY };
  }
}
