// Baselines: the same handler as an ordinary Node program, started cold, and kept running under load.
import { type ChildProcess, spawn } from "node:child_process";
import { Agent, request as httpRequest } from "node:http";
import { join } from "node:path";

const program = join(import.meta.dirname, "plain-app.mjs");
const body = Buffer.from('{"id":"evt_1","type":"payment.succeeded"}');

interface PlainApp {
  readonly url: string;
  stop(): Promise<void>;
}

async function startPlainApp(): Promise<PlainApp> {
  const child: ChildProcess = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve) =>
    child.stdout?.once("data", (chunk) => resolve(String(chunk).trim())),
  );
  return {
    url,
    async stop() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** `node app.js` and one request, from nothing to the whole answer. */
export async function coldStartMs(): Promise<number> {
  const start = performance.now();
  const app = await startPlainApp();
  await post(app.url, new Agent());
  const took = performance.now() - start;
  await app.stop();
  return took;
}

/** Runs `requests` requests, `inFlight` at once, against a plain Express app over loopback TCP; returns milliseconds. */
export async function withPlainLoad(
  requests: number,
  inFlight: number,
  use: (run: () => Promise<number>) => Promise<void>,
) {
  const app = await startPlainApp();
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  await use(() => timeLoad(requests, inFlight, () => post(app.url, agent)));
  agent.destroy();
  await app.stop();
}

/** Milliseconds for `requests` calls of `send`, `inFlight` at once. */
export async function timeLoad(
  requests: number,
  inFlight: number,
  send: () => Promise<unknown>,
): Promise<number> {
  let left = requests;
  const start = performance.now();
  const worker = async () => {
    while (left-- > 0) await send();
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return performance.now() - start;
}

function post(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": body.length };
    const outgoing = httpRequest(
      `${url}/webhooks/payment`,
      { method: "POST", agent, headers },
      (response) => {
        response.on("end", () => resolve(response.statusCode ?? 0)).resume();
      },
    );
    outgoing.on("error", reject).end(body);
  });
}
