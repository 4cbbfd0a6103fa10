// The bubblewrap command line of the sealed box: own namespaces, no capability, nothing visible but Node and the guest.
import { existsSync, lstatSync, readFileSync, readlinkSync } from "node:fs";
import { dirname } from "node:path";
import { budgets } from "../budgets.ts";

const candidates = ["/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap"];

/** Fixed names inside the box, so that no path of the host (and no user name in one) can be seen in it. */
export const insideBox = { node: "/runtime/node", guest: "/guest" } as const;

export function findBubblewrap(): string | null {
  if (process.platform !== "linux") return null;
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** Descriptors that the launcher opens for bubblewrap itself; bubblewrap closes both before the child starts. */
export interface BoxDescriptors {
  readonly info: number;
  readonly seccomp: number | null;
}

/** The whole command in front of `node` arguments. `guestDirectory` is the built guest on the host. */
export function bubblewrapCommand(
  bubblewrap: string,
  guestDirectory: string,
  descriptors: BoxDescriptors,
): string[] {
  return [
    bubblewrap,
    ...["--unshare-all", "--uid", "65534", "--gid", "65534", "--hostname", "receiver"],
    ...["--die-with-parent", "--new-session", "--as-pid-1", "--cap-drop", "ALL", "--clearenv"],
    ...libraryBinds(),
    ...["--ro-bind", process.execPath, insideBox.node, "--ro-bind", guestDirectory, insideBox.guest],
    ...["--proc", "/proc"],
    // All of /dev would bring an unlimited writable /dev/shm.
    ...["/dev/null", "/dev/random", "/dev/urandom"].flatMap((device) => ["--dev-bind", device, device]),
    ...["--size", String(budgets.temporaryBytes), "--tmpfs", "/tmp"],
    ...["--remount-ro", "/", "--chdir", "/"],
    ...["--info-fd", String(descriptors.info)],
    ...(descriptors.seccomp === null ? [] : ["--seccomp", String(descriptors.seccomp)]),
    insideBox.node,
  ];
}

/** Binds the folders of the libraries that this very Node has mapped, and the root's links to them. */
function libraryBinds(): string[] {
  const folders = new Set<string>();
  for (const line of readFileSync("/proc/self/maps", "utf8").split("\n")) {
    const path = line.slice(line.indexOf("/"));
    if (line.includes("/") && /\.so(\.\d+)*$/.test(path)) folders.add(dirname(path));
  }
  const binds = [...folders]
    .filter((folder) => folder.startsWith("/usr/") || folder.startsWith("/lib") || folder.startsWith("/nix/"))
    .flatMap((folder) => ["--ro-bind", folder, folder]);
  for (const root of ["/lib", "/lib64"]) {
    if (!existsSync(root)) continue;
    if (lstatSync(root).isSymbolicLink()) binds.push("--symlink", readlinkSync(root), root);
    else if (!folders.has(root)) binds.push("--ro-bind", root, root);
  }
  // Where /lib64 leads into /usr, the loader itself lives in /usr/lib64.
  if (existsSync("/usr/lib64")) binds.push("--ro-bind", "/usr/lib64", "/usr/lib64");
  return [...binds, "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"];
}
