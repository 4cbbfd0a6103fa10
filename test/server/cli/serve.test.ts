// The commands as a person meets them: a taken port, wrong usage, Ctrl-C, a restart with nothing to do.
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Product, root, startProduct } from "../../browser/support/product.ts";

function hookproof(...args: string[]) {
  const flags = ["--disable-warning=ExperimentalWarning", "server/main.ts"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("wrong usage", () => {
  test("of an unknown command lists the commands and exits with 2", () => {
    const { status, stderr, stdout } = hookproof("explode");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/There is no command "explode".*serve \[--port N\]/s);
  });

  test.each([["--port", "ninety"], ["--port", "70000"], ["--nonsense"]])(
    "of serve %s %s exits with 2",
    (...args) => {
      const { status, stderr } = hookproof("serve", ...args);
      expect(status).toBe(2);
      expect(stderr).toMatch(/--port takes a whole number|--nonsense/);
    },
  );
});

describe("serve", () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  }, 120_000);
  afterAll(async () => {
    await product.stop();
  });

  test("prints where it is and which sandbox holds", async () => {
    expect(product.output()).toContain(product.url);
    expect(product.output()).toMatch(/Sandbox: tier [1-4]/);
  });

  test("answers the page and the API", async () => {
    expect(await (await fetch(product.url)).text()).toContain("<title>");
    const health = (await (await fetch(`${product.url}/api/health`)).json()) as { ok: boolean };
    expect(health.ok).toBe(true);
  });

  test("says clearly that a port is taken, and exits with 2", async () => {
    const { port } = new URL(product.url);
    const { status, stderr } = hookproof("serve", "--port", port);
    expect(status).toBe(2);
    expect(stderr).toContain(
      `Port ${port} is taken by another program. Choose another one: npm start -- --port`,
    );
  });

  test("stops cleanly when asked, and frees its port", async () => {
    const other = await startProduct();
    const { port } = new URL(other.url);
    expect(await other.stop()).toBe(0);
    const server = createServer();
    await new Promise<void>((resolve, reject) =>
      server.once("error", reject).listen(Number(port), "127.0.0.1", resolve),
    );
    expect((server.address() as AddressInfo).port).toBe(Number(port));
    await new Promise((resolve) => server.close(resolve));
  });
});
