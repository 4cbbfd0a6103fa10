// What a burst came to, in words, and the three receivers by name.
import type { AskedBurst, Burst } from "../../../../server/contract/burst.ts";
import { formatHours } from "./time-axis.ts";

export const receivers = [
  { key: "queued", name: "Queue" },
  { key: "inRequest", name: "In request" },
  { key: "refusing", name: "Refuses" },
] as const;
export type ReceiverKey = (typeof receivers)[number]["key"];

export const count = (value: number) => new Intl.NumberFormat("en-GB").format(value);
export const tellMs = (ms: number | null) => (ms === null ? "–" : formatHours(ms));

/** One sentence for each receiver that shows something. */
export function tellBurst({ events }: AskedBurst, { inRequest, queued, refusing, limit }: Burst): string {
  const { longestMs } = queued;
  const sentences = [
    `The queue needs ${count(queued.attempts)} requests for ${count(events)} events, and its workers are done after ${tellMs(longestMs)}.`,
  ];
  if (inRequest.timedOut > 0) {
    const lost = inRequest.deadLetters;
    const end = lost > 0 ? `, and the provider gives up ${count(lost)} whose work was done all the same` : "";
    sentences.push(
      `In the request, ${count(inRequest.timedOut)} answers come too late, so it takes ${count(inRequest.attempts)} requests${end}.`,
    );
  } else sentences.push("In the request, every answer comes in time.");
  if (refusing.refused > 0) {
    const end = refusing.lost > 0 ? `${count(refusing.lost)} events are lost` : "no event is lost";
    sentences.push(
      `The one that refuses lets in ${count(limit)} at a time and sends ${count(refusing.refused)} away; ${end}.`,
    );
  }
  return sentences.join(" ");
}
