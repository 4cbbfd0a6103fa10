// The replies to shop calls and jobs that the sandbox itself gives, or takes over from a child.
import type { ReceiverOutcome } from "../contract/history.ts";
import type { JobDone } from "./channel/messages.ts";
import type { ServiceReply } from "./types.ts";

/** What becomes of a job whose receiver is gone. */
export function gone(outcome: ReceiverOutcome): ServiceReply {
  return { ok: false, error: { name: "ReceiverGone", message: outcome.message } };
}

/** A child's word on a job, without fields that are there and undefined. */
export function asReply(reply: JobDone): ServiceReply {
  if (reply.ok) return reply;
  const { code, ...error } = reply.error;
  return { ok: false, error: { ...error, ...(code !== undefined && { code }) } };
}

/** A call's answer must not reject; if it does, that is our fault, and the receiver is told no more than that. */
export async function answerTo(answer: Promise<ServiceReply>): Promise<ServiceReply> {
  try {
    return await answer;
  } catch {
    const message = "The shop failed to answer; this is the tool's fault, not yours. Run it again.";
    return { ok: false, error: { name: "InternalError", message } };
  }
}
