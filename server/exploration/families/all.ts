// Every family, the cheapest and most telling first.
import { badInput, forgeries, noSecret, replayAttacks } from "./attacks.ts";
import { duplicates, encodings, everyEvent, lateRedelivery, orderOfEvents } from "./deliveries.ts";
import type { Family } from "./family.ts";
import {
  crashes,
  keyRotation,
  lostReplies,
  outages,
  overlapAndCrash,
  overlaps,
  shopFaults,
  slowCalls,
  twoEvents,
} from "./troubles.ts";

export const families: readonly Family[] = [
  everyEvent,
  forgeries,
  replayAttacks,
  badInput,
  duplicates,
  overlaps,
  crashes,
  noSecret,
  keyRotation,
  encodings,
  lostReplies,
  shopFaults,
  slowCalls,
  orderOfEvents,
  twoEvents,
  lateRedelivery,
  outages,
  overlapAndCrash,
];
