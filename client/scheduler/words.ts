// A step of a schedule in words.
import { attackWords } from "../../server/contract/attack-words.ts";
import type { Action, CallFate } from "../../server/contract/schedule.ts";
import { formatDuration } from "../timeline/time-format.ts";

export function describeAction(action: Action): string {
  switch (action.do) {
    case "event":
      return `The provider sends ${action.type}${action.orderId === undefined ? "" : ` for ${action.orderId}`}`;
    case "copy":
      return `One more copy of event ${action.of + 1}`;
    case "attack":
      return `Attack: ${attackWords[action.attack].title}`;
    case "call":
      return `${actorName(action.actor)}: its next call is ${fateWords[action.fate ?? "answered"]}`;
    case "reply":
      return `${actorName(action.actor)}: ${replyWords[action.fate]}`;
    case "crash":
      return "The power goes";
    case "outage":
      return `The receiver is down for ${formatDuration(action.durationMs)}`;
    case "wait":
      return `${formatDuration(action.durationMs)} pass`;
    case "next-attempt":
      return "Time passes until the next attempt has arrived";
    case "rest":
      return "Everything underway comes to rest";
    case "settle":
      return "Time passes until every delivery is settled";
  }
}

export const actorName = (actor: number): string => (actor === 0 ? "In the background" : `Request ${actor}`);

export const fateWords: Readonly<Record<CallFate, string>> = {
  answered: "carried out and answered",
  refused: "refused by the shop",
  "answer-lost": "carried out, and its answer gets lost",
  down: "refused, as is every call like it for a minute",
  slow: "carried out, and answered too late",
  "crash-after": "carried out, and then the power goes",
};

const replyWords = {
  lost: "its answer gets lost",
  "crash-before": "the power goes before its answer",
  "crash-after": "the power goes after its answer",
} as const;
