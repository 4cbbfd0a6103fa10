// Nothing outlives its owner: not a child its server, not a spare its time, not a receiver its sandbox.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { toChild } from "../../../server/sandbox/channel/frame-types.ts";
import { findBubblewrap } from "../../../server/sandbox/isolation/bubblewrap.ts";
import { bootChild, createPool } from "../../../server/sandbox/pool.ts";
import { createSandbox } from "../../../server/sandbox/sandbox.ts";
import { handlerOf, okHandler, START_MS, start } from "./support.ts";

const tiers = [1, 3] as const;
const missing = (tier: 1 | 3) => tier === 1 && findBubblewrap() === null;

/** All living descendants of a process. */
function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const stat = statOf(Number(name));
    if (stat !== null) parents.set(Number(name), stat.parent);
  }
  const found = [pid];
  for (const parent of found) {
    for (const [child, of] of parents) if (of === parent) found.push(child);
  }
  return found.slice(1);
}

function statOf(pid: number): { parent: number; state: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state = "", parent = "0"] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? null : { parent: Number(parent), state };
  } catch {
    return null;
  }
}

const living = (pids: readonly number[]) => pids.filter((pid) => statOf(pid) !== null);

describe.each(tiers)("in tier %i", (tier) => {
  test.skipIf(missing(tier))("no child outlives a server that is killed, even while it loops", async () => {
    const script = fileURLToPath(new URL("./looping-server.ts", import.meta.url));
    const server = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script, String(tier)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => server.stdout.once("data", resolve));
    const children = descendants(server.pid ?? 0);
    expect(children.length).toBeGreaterThan(0);
    server.kill("SIGKILL");
    await expect.poll(() => living(children), { timeout: 5_000 }).toEqual([]);
  });

  test.skipIf(missing(tier))("closing the sandbox ends every child, spare or in use", async () => {
    const before = descendants(process.pid);
    const sandbox = await createSandbox({ tier, spares: 2 });
    const receivers = await Promise.all([start(sandbox, okHandler), start(sandbox, okHandler)]);
    const mine = descendants(process.pid).filter((pid) => !before.includes(pid));
    expect(mine.length).toBeGreaterThanOrEqual(2);
    await sandbox.close();
    expect(
      (await Promise.all(receivers.map(({ receiver }) => receiver.ended))).map(({ kind }) => kind),
    ).toHaveLength(2);
    await expect.poll(() => living(mine)).toEqual([]);
    await expect(start(sandbox, okHandler)).rejects.toThrow("closed");
  });
});

test("a spare that nobody takes gives its memory back, and the next one is booted on demand", async () => {
  const before = descendants(process.pid);
  const pool = createPool({ tier: 3, spares: 1, spareIdleMs: 1, prepare: (child) => child });
  await expect.poll(() => descendants(process.pid).some((pid) => !before.includes(pid))).toBe(true);
  await expect
    .poll(() => descendants(process.pid).filter((pid) => !before.includes(pid)), { timeout: 5_000 })
    .toEqual([]);
  const child = await pool.take();
  expect(child.end()).toBe(null);
  await pool.close();
  expect(child.end()).not.toBe(null);
});

test("a spare is made ready for its taker while nobody waits for it", async () => {
  let prepared = 0;
  const prepare = async <Child>(child: Child) => {
    prepared += 1;
    return child;
  };
  const pool = createPool({ tier: 3, spares: 1, prepare });
  await pool.refill();
  expect(prepared).toBe(1);
  await pool.take();
  expect(prepared).toBe(1);
  await pool.close();
});

test("a spare that has died is not handed out", async () => {
  const before = descendants(process.pid);
  const pool = createPool({ tier: 3, spares: 1, prepare: (child) => child });
  const mine = () => descendants(process.pid).filter((pid) => !before.includes(pid));
  await expect.poll(mine).not.toEqual([]);
  for (const pid of mine()) process.kill(pid, "SIGKILL");
  const outcome = await pool.take().then(
    ({ end }) => end(),
    (error: Error) => error.name,
  );
  expect([null, "SandboxError"]).toContain(outcome);
  await pool.close();
});

test("in tier 3 the child's own guard bounds its memory when nobody watches from outside", async () => {
  const child = await bootChild(3);
  const { channel } = child.process;
  const text = handlerOf("const all = []; for (;;) all.push(Buffer.alloc(1024 * 1024, 1));");
  const name = "handler.js";
  channel.send(toChild.module, 0, Buffer.concat([Buffer.of(name.length, 0), Buffer.from(name + text)]));
  channel.send(toChild.load, 0, JSON.stringify({ entry: name, env: {}, nowMs: START_MS }));
  await new Promise<void>((resolve) =>
    child.listen({ onFrame: () => resolve(), onViolation: () => {}, onEnd: () => {} }),
  );
  channel.send(toChild.open, 1, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  expect(await child.process.ended).toEqual({ exitCode: null, signal: "SIGKILL" });
});
