// Receivers in memory that check signatures with our own schemes, and one that checks nothing.
import type { SchemeId } from "../../../server/contract/session.ts";
import { signatureSchemes } from "../../../server/signatures/schemes.ts";
import type { FakeCode } from "./fake-receiver.ts";
import { orderOf } from "./fake-world.ts";

/** Checks the signature as a careful receiver does, and does nothing else. */
export const checking = (schemeId: SchemeId): FakeCode => ({
  async handle(request, { env, nowMs }) {
    const verified = signatureSchemes[schemeId].verify(
      { headers: request.headers, body: Buffer.from(request.bodyBase64, "base64") },
      {
        secrets: [env.WEBHOOK_SECRET ?? "", env.WEBHOOK_SECRET_PREVIOUS ?? ""].filter(Boolean),
        nowSeconds: nowMs() / 1000,
      },
    );
    return verified.ok ? 200 : 401;
  },
});
/** Acts on what it has checked, and remembers nothing. */
export const verifying = (schemeId: SchemeId): FakeCode => ({
  async handle(request, tools) {
    const status = await checking(schemeId).handle(request, tools);
    if (status === 200) await tools.call("carrier", "ship", { key: orderOf(request) });
    return status;
  },
});
/** Acts on whatever comes. */
export const trusting: FakeCode = {
  async handle(request, { call }) {
    await call("carrier", "ship", { key: orderOf(request) });
    return 200;
  },
};
