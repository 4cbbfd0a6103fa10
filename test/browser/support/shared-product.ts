// What all browser tests share: the built page, one running product, and a browser profile that keeps compiled code.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import buildClient from "./build-client.ts";
import { startProduct } from "./product.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly productUrl: string;
    readonly profileDirectory: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildClient();
  const product = await startProduct();
  const profileDirectory = mkdtempSync(join(tmpdir(), "hookproof-profile-"));
  project.provide("productUrl", product.url);
  project.provide("profileDirectory", profileDirectory);
  return async () => {
    await product.stop();
    rmSync(profileDirectory, { recursive: true, force: true });
  };
}
