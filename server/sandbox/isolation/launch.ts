// Starts one isolated Node process that can only be talked to in frames: the receiver, and the shop's SQL engine.
import { type ChildProcess, spawn } from "node:child_process";
import { parse } from "node:path";
import type { Readable, Writable } from "node:stream";
import { budgets } from "../budgets.ts";
import { type FrameChannel, type FrameListener, openFrameChannel } from "../channel/frames.ts";
import { bubblewrapCommand, findBubblewrap, insideBox } from "./bubblewrap.ts";
import { guestBundle } from "./bundle.ts";
import { processorMs, residentBytes } from "./process-figures.ts";
import { rlimitCommand } from "./rlimits.ts";
import { seccompFilter } from "./seccomp.ts";

/** Tiers in which code is run at all; in tier 4 nothing is launched. */
export type RunnableTier = 1 | 3;

export type GuestName = "receiver" | "sql";

export interface LaunchOptions {
  readonly tier: RunnableTier;
  /** Which program of the guest bundle runs; each finds its channel by `openGuestChannel`. */
  readonly guest: GuestName;
  /** Allows `node:sqlite`, which the permission model does not cover. Off for learners' code. */
  readonly sqlite?: boolean;
  /** Leaves the permission model and the guest's hardening off, so that the canaries test the box alone. */
  readonly boxAlone?: boolean;
  readonly heapMegabytes?: number | undefined;
  readonly listener: FrameListener;
}

export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

export interface IsolatedProcess {
  readonly channel: FrameChannel;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves once, when the process and everything that held its pipes is gone. Never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** Resident memory, or null where the system does not tell. */
  residentBytes(): number | null;
  /** Processor time used so far in milliseconds, or null where the system does not tell. */
  processorMs(): number | null;
  /** SIGKILL: anything else could be ignored. */
  kill(): void;
}

const FD_IN = 3;
const FD_OUT = 4;
/** Tier 3: held open as long as this process lives; its end tells the child's watchdog to kill the child. */
const FD_LIFELINE = 5;
const FD_BOX_INFO = 5;
const FD_BOX_SECCOMP = 6;

/** Launches a guest in the given tier. Rejects only when the guest cannot be built; a failed start shows in `ended`. */
export async function launchIsolated(options: LaunchOptions): Promise<IsolatedProcess> {
  const bundle = await guestBundle();
  const { command, seccomp } = commandFor(options, bundle.directory);
  const [file = "", ...args] = command;
  const child = spawn(file, args, {
    // 'overlapped' is a plain pipe except on Windows, where two one-way pipes must be asynchronous.
    stdio: ["ignore", "pipe", "pipe", "overlapped", "overlapped", "overlapped", "overlapped"],
    env: {},
    // The folder that the server was started in is nothing to a child.
    cwd: parse(process.execPath).root,
    windowsHide: true,
  });
  const pipe = (index: number) => child.stdio[index] as Readable & Writable;
  const box = options.tier === 1 ? readBoxInfo(pipe(FD_BOX_INFO)) : { pid: child.pid ?? null };
  if (seccomp !== null) pipe(FD_BOX_SECCOMP).end(seccomp);
  for (const index of [FD_LIFELINE, FD_BOX_SECCOMP]) pipe(index).on("error", () => {});
  const channel = openFrameChannel(
    { input: pipe(FD_OUT), output: pipe(FD_IN), maxFrameBytes: budgets.frameBytes, gathers: true },
    options.listener,
  );
  let isOver = false;
  const ended = endOf(child, options.tier === 1).then((end) => {
    isOver = true;
    return end;
  });
  return {
    channel,
    stdout: pipe(1),
    stderr: pipe(2),
    ended,
    residentBytes: () => residentBytes(box.pid),
    processorMs: () => processorMs(box.pid),
    kill() {
      // Once it is gone, its number may belong to another process.
      if (isOver) return;
      if (box.pid !== null && box.pid !== child.pid) killQuietly(box.pid);
      child.kill("SIGKILL");
    },
  };
}

function commandFor(options: LaunchOptions, guestDirectory: string) {
  const isBox = options.tier === 1;
  const bubblewrap = findBubblewrap();
  if (isBox && bubblewrap === null) throw new Error("Tier 1 needs bubblewrap, which is not installed.");
  const seccomp = isBox ? seccompFilter() : null;
  const descriptors = { info: FD_BOX_INFO, seccomp: seccomp === null ? null : FD_BOX_SECCOMP };
  const directory = isBox ? insideBox.guest : guestDirectory;
  const command = [
    ...(rlimitCommand() ?? []),
    ...(bubblewrap !== null && isBox
      ? bubblewrapCommand(bubblewrap, guestDirectory, descriptors)
      : [process.execPath]),
    ...nodeFlags(options, directory),
    `${directory}/boot.cjs`,
    options.guest,
    ...(options.boxAlone === true ? ["box-alone"] : isBox ? [] : ["lifeline"]),
  ];
  return { command, seccomp };
}

function nodeFlags(options: LaunchOptions, directory: string): string[] {
  return [
    ...(options.boxAlone === true
      ? []
      : [
          "--permission",
          `--allow-fs-read=${directory}/*`,
          ...(options.tier === 1 ? [] : ["--allow-worker"]),
        ]),
    "--disable-sigusr1",
    ...(options.sqlite === true ? [] : ["--no-experimental-sqlite"]),
    `--max-old-space-size=${options.heapMegabytes ?? budgets.heapMegabytes}`,
    "--stack-trace-limit=30",
    "--disable-warning=ExperimentalWarning",
    "--disable-warning=SecurityWarning",
  ];
}

function endOf(child: ChildProcess, isBox: boolean): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once("error", () => resolve({ exitCode: null, signal: null }));
    // 'close' and not 'exit': in the box the process behind bubblewrap is gone only when its pipes are closed.
    child.once("close", (exitCode, signal) => resolve(unwrapExit(exitCode, signal, isBox)));
  });
}

const signalNames: Readonly<Record<number, string>> = {
  4: "SIGILL",
  5: "SIGTRAP",
  6: "SIGABRT",
  9: "SIGKILL",
  11: "SIGSEGV",
  24: "SIGXCPU",
  25: "SIGXFSZ",
  31: "SIGSYS",
};

/** Bubblewrap reports a child killed by signal n as exit code 128 + n, as shells do. */
function unwrapExit(exitCode: number | null, signal: string | null, isBox: boolean): ProcessEnd {
  const inner = isBox && exitCode !== null && exitCode > 128 ? signalNames[exitCode - 128] : undefined;
  return inner === undefined ? { exitCode, signal } : { exitCode: null, signal: inner };
}

/** Bubblewrap tells the child's process id as seen from outside. */
function readBoxInfo(pipe: Readable): { pid: number | null } {
  const box: { pid: number | null } = { pid: null };
  let text = "";
  pipe.on("error", () => {});
  pipe.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
    const found = /"child-pid":\s*(\d+)/.exec(text);
    if (found?.[1] !== undefined) box.pid = Number(found[1]);
  });
  return box;
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}
