// Tampering: a genuine request made young again, under its old signature.
import { defineAttack, refused, sendNow } from "./attack.ts";
import { withCaptured } from "./capturing.ts";
import { nowSeconds } from "./forging.ts";

export const tamperedTimestamp = defineAttack("tampered-timestamp", (context) => {
  const { rewriteTimestamp, title } = context.envelope.scheme;
  if (rewriteTimestamp === null)
    return refused(
      `${title}'s scheme sends no timestamp, so there is none to change. That is also why a replay attack never becomes too old: try that one.`,
    );
  return withCaptured(context, ({ request, startedMs }) => {
    const capturedSeconds = nowSeconds({ epochMs: context.epochMs, nowMs: startedMs });
    // Within the same second the copy would be the genuine request itself.
    const freshSeconds = Math.max(nowSeconds(context), capturedSeconds + 1);
    const headers = rewriteTimestamp(request.headers, () => String(freshSeconds));
    return sendNow(context, { ...request, headers });
  });
});
