// `serve`: builds what is out of date, detects the sandbox, serves the page, and stops cleanly on Ctrl-C.
import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import type { RequestHandler } from "express";
import type { SandboxTier } from "../contract/session.ts";
import { createApp } from "../http/app.ts";
import { ownAuthorities } from "../http/guard.ts";
import { builtPage } from "../http/page.ts";
import { readInteger, readOptions } from "./arguments.ts";
import { ensureClientBuild } from "./client-build.ts";
import { readGraderEndpoint } from "./grader-endpoint.ts";
import { createServices } from "./services.ts";

const options = {
  port: { type: "string", default: "4400" },
  host: { type: "string", default: "127.0.0.1" },
  data: { type: "string" },
  dev: { type: "boolean", default: false },
  /** Asks a language model for second opinions; the endpoint is named in the environment. */
  grader: { type: "boolean", default: false },
} as const;

/** Serves until it is told to stop. @returns 0 after a clean stop, 2 when the port is taken. */
export async function serve(args: readonly string[], root: string): Promise<number> {
  const { values } = readOptions(args, options);
  const port = readInteger(values.port, "port", { min: 0, max: 65_535 });
  const graderEndpoint = readGraderEndpoint(values.grader, process.env);
  let answer: RequestListener = answerWhileStarting;
  const server = createServer((request, response) => answer(request, response));
  const problem = await listen(server, port, values.host);
  if (problem !== null) {
    console.error(problem);
    return 2;
  }
  const address = server.address() as AddressInfo;
  const authorities = ownAuthorities(address.port, values.host);
  const stopped = whenToldToStop();
  // Nothing is at stake before the API answers: a Ctrl-C during a build ends the process at once.
  let isReady = false;
  void stopped.then(() => isReady || process.exit(0));
  const dataDirectory = resolve(root, values.data ?? ".data");
  const version = readVersion(root);
  const starting = createServices({
    ...{ root, dataDirectory, onOurFault, graderEndpoint, isDevelopment: values.dev },
  });
  const page = await (values.dev ? developmentPage(root, server) : buildPage(root));
  answer = createApp({
    authorities: () => authorities,
    page: page.handler,
    api: starting.then((services) => ({
      ...services,
      version,
      health: async () => ({ ok: true, version, sandbox: services.tier }),
    })),
    policy: values.dev ? "development" : "strict",
    onOurFault,
  });
  const services = await starting;
  announce(services.tier, `http://${bracketed(values.host)}:${address.port}`);

  isReady = true;
  await stopped;
  console.error("Stopping …");
  await page.close();
  await services.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  return 0;
}

const onOurFault = (error: unknown) => console.error("Our fault:", error);

/** The port is held before the page is built, so that a taken port is told at once; early visitors come back by themselves. */
const answerWhileStarting: RequestListener = (_request, response) => {
  response.writeHead(503, { "content-type": "text/plain; charset=utf-8", refresh: "1", "retry-after": "1" });
  response.end("Hookproof is building its page. This page reloads by itself.\n");
};

interface Page {
  readonly handler: RequestHandler;
  close(): Promise<void>;
}

/** Null when the server listens, else a sentence that says why not and what to do. */
function listen(server: Server, port: number, host: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        resolve(
          `Port ${port} is taken by another program. Choose another one: npm start -- --port ${port + 1}`,
        );
      } else if (error.code === "EACCES" || error.code === "EADDRNOTAVAIL") {
        resolve(
          `This machine does not let us listen on ${host}:${port} (${error.code}). Choose another --host or --port.`,
        );
      } else reject(error);
    });
    server.listen(port, host, () => resolve(null));
  });
}

async function buildPage(root: string): Promise<Page> {
  await ensureClientBuild(root, (line) => console.error(line));
  return { handler: builtPage(join(root, "dist", "client")), close: async () => {} };
}

/** Vite in middleware mode: client and content are reloaded while they are edited. */
async function developmentPage(root: string, server: Server): Promise<Page> {
  const { createServer: createVite } = await import("vite");
  const vite = await createVite({
    configFile: join(root, "vite.config.ts"),
    server: { middlewareMode: true, ws: { server } },
  });
  return { handler: vite.middlewares as unknown as RequestHandler, close: () => vite.close() };
}

function announce(sandbox: SandboxTier, url: string) {
  console.log(`\nSandbox: tier ${sandbox.tier}, ${sandbox.label}. ${sandbox.explanation}`);
  console.log(`Hookproof is at ${url}   (Ctrl-C stops it)`);
}

function whenToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}

function readVersion(root: string): string {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
}

function bracketed(host: string) {
  return host.includes(":") ? `[${host}]` : host;
}
