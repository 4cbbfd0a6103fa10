// Plays every escape attempt in each tier, judged from outside; and without protection, where each has to work.
import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { url as inspectorUrl } from "node:inspector";
import { type AddressInfo, createServer, type Server } from "node:net";
import { homedir, hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBubblewrap, insideBox } from "../../../server/sandbox/isolation/bubblewrap.ts";
import { guestBundle } from "../../../server/sandbox/isolation/bundle.ts";
import { detectTier } from "../../../server/sandbox/isolation/tiers.ts";
import { bootChild } from "../../../server/sandbox/pool.ts";
import { RunningReceiver } from "../../../server/sandbox/receiver.ts";
import { createSandbox } from "../../../server/sandbox/sandbox.ts";
import type { Receiver } from "../../../server/sandbox/types.ts";
import { type Attempt, attempts } from "./escape-attempts.ts";
import { okHandler, rawRequest, START_MS, start } from "./support.ts";

const secret = "s3cr3t0123456789abcdef";
const linkName = `escape-link-${process.pid}`;
let folder = "";
let outside = "";
let guest = "";
let contacts = 0;
const servers: Server[] = [];
const udp = createSocket("udp4");
let other = startOther();

beforeAll(async () => {
  process.env.HOOKPROOF_TEST_SECRET = secret;
  folder = mkdtempSync(join(tmpdir(), "hookproof-escapes-"));
  outside = join(folder, "outside");
  mkdirSync(outside);
  writeFileSync(join(folder, "secrets"), secret);
  writeFileSync(join(folder, "module.mjs"), `export default ${JSON.stringify(secret)};`);
  guest = (await guestBundle()).directory;
  symlinkSync(join(folder, "secrets"), join(guest, linkName));
  await Promise.all([listen(0), listen(join(folder, "socket")), listen(`\0${linkName}`)]);
  udp.on("message", () => {
    contacts += 1;
  });
  await new Promise<void>((resolve) => udp.bind(0, "127.0.0.1", resolve));
});

afterAll(() => {
  other.kill("SIGKILL");
  udp.close();
  for (const server of servers) server.close();
  unlinkSync(join(guest, linkName));
  rmSync(folder, { recursive: true });
});

function startOther() {
  return spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
}

/** A killed process stays in the table until it is waited for, so the state of the child object is not enough. */
function isOtherAlive(): boolean {
  if (other.exitCode !== null || other.signalCode !== null) return false;
  const stat = readFileSync(`/proc/${other.pid}/stat`, "utf8");
  return !/\) [ZX] /.test(stat);
}

function listen(where: number | string): Promise<void> {
  const server = createServer((socket) => {
    contacts += 1;
    socket.destroy();
  });
  servers.push(server);
  return new Promise((resolve) => {
    if (typeof where === "number") server.listen(where, "127.0.0.1", resolve);
    else server.listen(where, resolve);
  });
}

function environment(isBox: boolean): Record<string, string> {
  const address = servers[0]?.address() as AddressInfo | null;
  return {
    SECRET: secret,
    SECRET_FILE: join(folder, "secrets"),
    SECRET_MODULE: join(folder, "module.mjs"),
    PORT: String(address?.port),
    UDP_PORT: String(udp.address().port),
    UNIX_SOCKET: join(folder, "socket"),
    ABSTRACT_SOCKET: linkName,
    OUTSIDE: outside,
    GUEST: isBox ? insideBox.guest : guest,
    LINK: linkName,
    NODE: isBox ? insideBox.node : process.execPath,
    LIBRARY: mappedLibrary(),
    SUPERVISOR: String(process.pid),
    OTHER: String(other.pid),
    HOST: hostname(),
    HOME: homedir(),
  };
}

function mappedLibrary(): string {
  return /\S*libm\.so\S*/.exec(readFileSync("/proc/self/maps", "utf8"))?.[0] ?? "/usr/lib/libm.so.6";
}

const code = `
const get = process.getBuiltinModule;
const E = process.env;
const event = (emitter, name) => new Promise((resolve, reject) => { emitter.once(name, () => resolve(name)); emitter.once("error", reject); });
const attempts = {
${attempts.map(({ number, code: body }) => `${number}: async () => { ${body} },`).join("\n")}
};
export default async (request, response) => {
  const evidence = await attempts[request.url.slice(1)]().catch(() => null);
  response.end(evidence ? String(evidence).slice(0, 200) : "");
};`;

/** A receiver with the attempts, started again whenever one of them has ended it. */
function playground(boot: () => Promise<Receiver>) {
  let current: Promise<Receiver> | null = null;
  return {
    async play(attempt: Attempt): Promise<string> {
      if (attempt.alone) await this.close();
      current ??= boot();
      const receiver = await current;
      const before = { contacts, files: filesOutside() };
      const exchange = receiver.request(rawRequest({ method: "GET", path: `/${attempt.number}` }));
      const settled = await Promise.race([exchange.finished, receiver.settle(), receiver.ended]);
      const evidence =
        settled.kind === "responded" ? Buffer.from(settled.response.bodyBase64, "base64").toString() : "";
      if (settled.kind !== "responded" || attempt.alone) await this.close();
      const seen = [
        ...(evidence === "" ? [] : [evidence]),
        ...(contacts > before.contacts ? ["something outside was contacted"] : []),
        ...filesOutside().filter((name) => !before.files.includes(name)),
        ...(isOtherAlive() ? [] : ["another process was killed"]),
        ...(inspectorUrl() === undefined ? [] : ["the debugger of the server is open"]),
      ];
      return seen.join("; ");
    },
    async close() {
      const closing = current;
      current = null;
      await (await closing)?.kill("stopped");
    },
  };
}

/** Files that attempts have made: where they were told to, and where Node would write by itself. */
function filesOutside(): string[] {
  const strays = readdirSync(process.cwd()).filter((name) => /^(node_trace|report|isolate|v8)/.test(name));
  return [...readdirSync(outside), ...strays];
}

const boxHolds = findBubblewrap() !== null && (await detectTier()).tier === 1;

describe.each([1, 3] as const)("in tier %i", (tier) => {
  const isSkipped = tier === 1 && !boxHolds;
  const title = isSkipped ? "cannot be tried: bubblewrap is missing or not allowed on this machine" : "holds";

  describe.skipIf(isSkipped)(title, () => {
    const sandbox = isSkipped ? null : createSandbox({ tier });
    const ground = playground(async () => {
      const { result } = await startIn(await sandbox, tier === 1);
      return result;
    });
    afterAll(async () => {
      await ground.close();
      await (await sandbox)?.close();
    });

    test.each(attempts)("$number $name", async (attempt) => {
      expect(await ground.play(attempt)).toBe("");
    });

    test("the server is unharmed and the next child serves", async () => {
      const made = await sandbox;
      if (made === null) throw new Error("There is no sandbox.");
      const { receiver, get } = await start(made, okHandler);
      expect(await get("/")).toMatchObject({ status: 200, text: "fine" });
      await receiver.kill("stopped");
    });
  });
});

async function startIn(sandbox: Awaited<ReturnType<typeof createSandbox>> | null, isBox: boolean) {
  if (sandbox === null) throw new Error("There is no sandbox.");
  const { receiver } = await start(sandbox, { "handler.js": code }, { env: environment(isBox) });
  return { result: receiver };
}

describe("without any protection the attempts work, so that holding means something", () => {
  const ground = playground(async () => {
    const child = await bootChild(3, { boxAlone: true, sqlite: true });
    const receiver = new RunningReceiver(child, {
      onCall: async () => ({ ok: true, value: null }),
      onLog: () => {},
    });
    const entry = "handler.js";
    await receiver.load(new Map([[entry, code]]), { entry, env: environment(false), nowMs: START_MS });
    return receiver;
  });
  afterAll(() => ground.close());

  test.each(attempts.filter(({ noControl }) => noControl === undefined))("$number $name", async (attempt) => {
    expect(await ground.play(attempt)).not.toBe("");
    if (!isOtherAlive()) other = startOther();
    for (const name of filesOutside())
      rmSync(join(existsSync(join(outside, name)) ? outside : process.cwd(), name), { recursive: true });
  });
});
