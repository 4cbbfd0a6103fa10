// Every family, the cheapest and most telling first.
import type { ExploredScenario } from "../types.ts";
import { badInput, forgeries, noSecret, replayAttacks } from "./attacks.ts";
import { duplicates, encodings, everyEvent, lateRedelivery, links, orderOfEvents } from "./deliveries.ts";
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

/** Links are followed only where events have some. */
export const familiesFor = ({ trapLinks }: Pick<ExploredScenario, "trapLinks">): readonly Family[] =>
  trapLinks.length > 0 ? families : families.filter((family) => family !== links);

export const families: readonly Family[] = [
  everyEvent,
  links,
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
