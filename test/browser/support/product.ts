// Starts the product as a user does, with a data directory of its own, and can kill and restart it.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";

export const root = join(import.meta.dirname, "..", "..", "..");

export interface Product {
  readonly url: string;
  readonly dataDirectory: string;
  /** What serve has printed so far. */
  output(): string;
  /** Ends the process the hard way, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Asks it to stop as Ctrl-C does; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/**
 * The product that all files share, which has forgotten what the file before has done; for tests that need nothing of
 * their own from it. It is the same address for all, so what a browser's profile has compiled serves them all.
 */
export async function freshProduct(): Promise<{ readonly url: string }> {
  const url = inject("productUrl");
  const forgotten = await fetch(`${url}/api/progress`, { method: "DELETE", headers: { origin: url } });
  if (!forgotten.ok) throw new Error(`The shared product does not forget: ${forgotten.status}`);
  return { url };
}

interface ProductOptions {
  /** 0 for a free one. */
  readonly port?: number;
  /** Further arguments of `serve`, and what it finds in its environment. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export async function startProduct({ port = 0, args = [], env = {} }: ProductOptions = {}): Promise<Product> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "hookproof-product-"));
  const launchOn = (wanted: number) =>
    launch(["--port", String(wanted), "--data", dataDirectory, ...args], env);
  let running = await launchOn(port);
  const { url } = running;
  return {
    url,
    dataDirectory,
    output: () => running.output(),
    async kill() {
      running.child.kill("SIGKILL");
      await running.exited;
    },
    async restart() {
      running = await launchOn(Number(new URL(url).port));
    },
    async stop() {
      running.child.kill("SIGINT");
      const code = await running.exited;
      rmSync(dataDirectory, { recursive: true, force: true });
      return code;
    },
  };
}

async function launch(options: readonly string[], env: Readonly<Record<string, string>>) {
  const args = ["--disable-warning=ExperimentalWarning", "--disable-sigusr1", "server/main.ts", "serve"];
  const child = spawn(process.execPath, [...args, ...options], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  let text = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const found = /Hookproof is at (http:\/\/\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    exited.then((code) => reject(new Error(`serve ended with ${code} before it was ready:\n${text}`)));
  });
  return { child: child as ChildProcess, url, exited, output: () => text };
}
