// Builds the page once before any test starts the product, so that no two starts build at the same time.
import { ensureClientBuild } from "../../../server/cli/client-build.ts";
import { root } from "./product.ts";

export default async function setup(): Promise<void> {
  await ensureClientBuild(root, (line) => console.log(line));
}
