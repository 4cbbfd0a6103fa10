// What attacks with a captured request share: there has to be one, and for a disguise it must still be fresh.
import type { RawRequest } from "../../contract/history.ts";
import {
  type AttackContext,
  type AttackPlan,
  type CapturedRequest,
  nothingCaptured,
  refused,
  sendNow,
} from "./attack.ts";

/** Plans with the captured request, if there is one. */
export const withCaptured = (
  { captured }: AttackContext,
  plan: (captured: CapturedRequest) => AttackPlan,
): AttackPlan => (captured === null ? nothingCaptured : plan(captured));

/** Sends the captured request at once with something changed that no signature covers, while it is still fresh. */
export const disguise = (context: AttackContext, change: (request: RawRequest) => RawRequest): AttackPlan =>
  withCaptured(context, (captured) =>
    isFresh(captured, context) ? sendNow(context, change(captured.request)) : tooOld,
  );

/** With a second to spare, for the way to the receiver. */
function isFresh({ startedMs }: CapturedRequest, { envelope, nowMs }: AttackContext): boolean {
  const { toleranceSeconds } = envelope.scheme;
  return toleranceSeconds === null || nowMs - startedMs <= (toleranceSeconds - 1) * 1000;
}

const tooOld = refused(
  "The captured request has become too old, so it would be refused for its age alone. Send a genuine event, and do this right after it.",
);

/** The decoded body, or undefined when it is no JSON. */
export function decodeJson(request: RawRequest): unknown {
  try {
    return JSON.parse(Buffer.from(request.bodyBase64, "base64").toString("utf8"));
  } catch {
    return undefined;
  }
}
