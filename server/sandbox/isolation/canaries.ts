// Tries to break out of a real child, as its code would, and looks from outside whether anything got through.
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SandboxTier } from "../../contract/session.ts";
import { budgets } from "../budgets.ts";
import { bootChild } from "../pool.ts";
import { RunningReceiver } from "../receiver.ts";
import type { RunnableTier } from "./launch.ts";

export type Canary = SandboxTier["canaries"][number];

export interface CanaryOptions {
  readonly tier: RunnableTier;
  /** Without Node's permission model: the box has to hold by itself. Only for tier 1. */
  readonly boxAlone?: boolean;
  readonly sqlite?: boolean;
}

/** Fires every canary in one child. Rejects with SandboxError when the child does not even start. */
export async function fireCanaries(options: CanaryOptions): Promise<Canary[]> {
  const bait = await layBait();
  const child = await bootChild(options.tier, options).catch(async (error: unknown) => {
    await bait.remove();
    throw error;
  });
  const receiver = new RunningReceiver(child, {
    onCall: async () => ({ ok: true, value: null }),
    onLog: () => {},
  });
  try {
    const message = { entry: "handler.js", env: bait.env, nowMs: 0 };
    const result = await receiver.load(new Map([[message.entry, canaryCode]]), message);
    if (!("loaded" in result) || !result.loaded.ok) throw new Error("The canaries did not load.");
    const attempt = {
      method: "GET",
      path: "/",
      headers: [["Host", "canary"]] as [string, string][],
      bodyBase64: "",
    };
    const answered = await receiver.request(attempt).finished;
    if (answered.kind !== "responded") throw new Error(`The canaries were lost: ${answered.detail}`);
    const told = JSON.parse(Buffer.from(answered.response.bodyBase64, "base64").toString("utf8"));
    return judge(told as Told[], bait);
  } finally {
    await receiver.kill("stopped");
    await bait.remove();
  }
}

interface Told {
  readonly name: string;
  /** True when the attempt worked, as far as it can tell. */
  readonly open: boolean;
  readonly detail: string;
}

interface Bait {
  readonly env: Readonly<Record<string, string>>;
  wasContacted(): boolean;
  wasWritten(): boolean;
  remove(): Promise<void>;
}

async function layBait(): Promise<Bait> {
  const folder = mkdtempSync(join(tmpdir(), "hookproof-canary-"));
  const secretFile = join(folder, "secret");
  const outsideFile = join(folder, "outside");
  const secret = randomBytes(12).toString("hex");
  writeFileSync(secretFile, secret);
  let contacts = 0;
  const server = createServer((socket) => {
    contacts += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      SECRET_FILE: secretFile,
      SECRET: secret,
      OUTSIDE_FILE: outsideFile,
      PORT: String(port),
      SUPERVISOR: String(process.pid),
    },
    wasContacted: () => contacts > 0,
    wasWritten: () => existsSync(outsideFile),
    async remove() {
      rmSync(folder, { recursive: true, force: true });
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What can be seen from outside counts more than what the child says. */
function judge(told: readonly Told[], bait: Bait): Canary[] {
  return told.map(({ name, open, detail }) => {
    const seen =
      (name === canaryNames.network && bait.wasContacted()) ||
      (name === canaryNames.write && bait.wasWritten());
    return { name, held: !open && !seen, detail };
  });
}

export const canaryNames = {
  read: "read a file of this computer",
  network: "reach a port of this computer",
  spawn: "start another program",
  signal: "signal the server's process",
  sqlite: "open a database file",
  write: "write a file on this computer",
} as const;

/** Runs inside the child. Each attempt goes to Node's own modules, past the list of what may be imported. */
const canaryCode = `
const get = process.getBuiltinModule;
const { env } = process;
const attempts = {
  ${JSON.stringify(canaryNames.read)}: () => get("fs").readFileSync(env.SECRET_FILE, "utf8") === env.SECRET,
  ${JSON.stringify(canaryNames.network)}: () => new Promise((resolve, reject) => {
    const socket = get("net").connect(Number(env.PORT), "127.0.0.1", () => resolve(true));
    socket.on("error", reject);
  }),
  ${JSON.stringify(canaryNames.spawn)}: () => {
    const { error, pid } = get("child_process").spawnSync("/runtime/node", ["-v"], { timeout: ${budgets.loadMs} });
    if (error?.code === "ENOENT") return get("child_process").spawnSync("/bin/sh", ["-c", "true"]).pid > 0;
    if (error) throw error;
    return pid > 0;
  },
  ${JSON.stringify(canaryNames.signal)}: () => Number(env.SUPERVISOR) !== process.pid && process.kill(Number(env.SUPERVISOR), 0),
  ${JSON.stringify(canaryNames.sqlite)}: () => Boolean(new (get("node:sqlite").DatabaseSync)(env.OUTSIDE_FILE)),
  ${JSON.stringify(canaryNames.write)}: () => get("fs").writeFileSync(env.OUTSIDE_FILE, "x") === undefined,
};
export default async (request, response) => {
  const told = [];
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      const open = Boolean(await attempt());
      told.push({ name, open, detail: open ? "worked" : "had no effect" });
    } catch (error) {
      told.push({ name, open: false, detail: "refused: " + (error.code ?? error.message) });
    }
  }
  response.end(JSON.stringify(told));
};
`;
