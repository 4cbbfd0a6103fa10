// The built page over the real web server with a fake prover, for what the real one cannot be made to do at will.
import { join } from "node:path";
import { builtPage } from "../../../server/http/page.ts";
import { startTestServer } from "../../server/http/test-server.ts";
import { createFakeProver, type FakeProver } from "./fake-prover.ts";
import { root } from "./product.ts";

export interface FakeProduct {
  readonly url: string;
  readonly prover: FakeProver;
  close(): Promise<void>;
}

/** @param directory of the built client. */
export async function startFakeProduct(directory = join(root, "dist", "client")): Promise<FakeProduct> {
  const prover = createFakeProver();
  const server = await startTestServer({
    prover: () => prover.prove,
    proofLimits: { atOnce: 2, inLine: 8 },
    page: builtPage(directory),
  });
  return { url: server.url, prover, close: server.close };
}
