// Starts the product as a user does, with a data directory of its own, and can kill and restart it.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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

/** @param port 0 for a free one. */
export async function startProduct(port = 0): Promise<Product> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "hookproof-product-"));
  let running = await launch(port, dataDirectory);
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
      running = await launch(Number(new URL(url).port), dataDirectory);
    },
    async stop() {
      running.child.kill("SIGINT");
      const code = await running.exited;
      rmSync(dataDirectory, { recursive: true, force: true });
      return code;
    },
  };
}

async function launch(port: number, dataDirectory: string) {
  const args = ["--disable-warning=ExperimentalWarning", "--disable-sigusr1", "server/main.ts", "serve"];
  const child = spawn(process.execPath, [...args, "--port", String(port), "--data", dataDirectory], {
    cwd: root,
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
