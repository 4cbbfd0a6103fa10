// The last step before the receiver's code: takes away what the permission model does not cover, then the right to read.
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import v8 from "node:v8";

const processFunctions = [
  ...[
    "kill",
    "_kill",
    "_debugProcess",
    "_debugEnd",
    "dlopen",
    "abort",
    "execve",
    "binding",
    "_linkedBinding",
  ],
  ...["report", "loadEnvFile", "chdir", "umask", "initgroups", "openStdin"],
  ...["setuid", "setgid", "seteuid", "setegid", "setgroups"],
  ...["_getActiveHandles", "_getActiveRequests", "_startProfilerIdleNotifier", "_stopProfilerIdleNotifier"],
];

const v8Functions = [
  ...["setFlagsFromString", "writeHeapSnapshot", "getHeapSnapshot", "setHeapSnapshotNearHeapLimit"],
  ...["takeCoverage", "stopCoverage", "startupSnapshot", "queryObjects", "startCpuProfile"],
];

/** Not a wall (Node's permission model and, where there is one, the box are), but less to lean on. */
export function harden(): void {
  for (const name of processFunctions) blank(process, name, undefined);
  for (const name of v8Functions) blank(v8, name, undefined);
  blank(os, "setPriority", undefined);
  // Names of the host and its user are of no use to a receiver.
  blank(os, "hostname", () => "receiver");
  blank(os, "homedir", () => "/");
  blank(os, "networkInterfaces", () => ({}));
  blank(os, "userInfo", () => ({ username: "receiver", uid: 65534, gid: 65534, shell: null, homedir: "/" }));
  blank(process, "argv", ["node", "/receiver/handler"]);
  blank(process, "execArgv", []);
  blank(process, "execPath", "node");
  blank(process, "title", "receiver");
  explainNetwork();
  syncBuiltinESMExports();
  // After this nothing can be read, not even through a link, and no thread can be made.
  const { permission } = process;
  if (permission === undefined) throw new Error("The guest needs Node's permission model, and it is off.");
  permission.drop("fs.read");
  permission.drop("worker");
}

function blank(owner: object, name: string, value: unknown): void {
  if (!(name in owner)) return;
  Object.defineProperty(owner, name, { value, writable: false, configurable: false });
}

function explainNetwork(): void {
  const refuse = async () => {
    throw new TypeError(
      'fetch failed: a receiver in the sandbox has no network. Use carrier, mail and queue of "shop".',
    );
  };
  blank(globalThis, "fetch", refuse);
}
