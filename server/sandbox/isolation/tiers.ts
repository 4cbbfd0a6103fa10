// Finds the strongest isolation that really holds on this machine, by trying to break out of each.
import type { SandboxTier } from "../../contract/session.ts";
import { findBubblewrap } from "./bubblewrap.ts";
import { type Canary, canaryNames, fireCanaries } from "./canaries.ts";
import { rlimitCommand } from "./rlimits.ts";
import { seccompFilter } from "./seccomp.ts";

/** The first Node whose permission model covers the network. */
const MINIMUM_NODE = 26;

let detected: Promise<SandboxTier> | null = null;

/** The tier of this machine; canaries are fired once per process (about half a second). Never rejects. */
export function detectTier(): Promise<SandboxTier> {
  detected ??= detect();
  return detected;
}

async function detect(): Promise<SandboxTier> {
  if (Number(process.versions.node.split(".")[0]) < MINIMUM_NODE) {
    return refused(
      `Node ${process.versions.node} cannot block the network. Node ${MINIMUM_NODE} or newer is needed; npm start brings one.`,
      [],
    );
  }
  const box = await tryTier(tryBox);
  if (box.ok) return sealedBox(box.canaries);
  const belt = await tryTier(() => fireCanaries({ tier: 3 }));
  if (belt.ok) return seatBelt(belt.canaries, box.why);
  return refused(`Node's own permission model did not hold: ${belt.why}`, belt.canaries);
}

type Tried = { readonly ok: boolean; readonly canaries: Canary[]; readonly why: string };

async function tryTier(fire: () => Promise<Canary[]>): Promise<Tried> {
  try {
    const canaries = await fire();
    const broken = canaries.filter(({ held }) => !held);
    return {
      ok: broken.length === 0,
      canaries,
      why: broken.map(({ name }) => `code could ${name}`).join(", "),
    };
  } catch (error) {
    return { ok: false, canaries: [], why: error instanceof Error ? error.message : String(error) };
  }
}

/** The box has to hold by itself, and then again with everything else that a receiver's child has. */
async function tryBox(): Promise<Canary[]> {
  if (process.platform !== "linux") throw new Error("there is no bubblewrap for this system");
  if (findBubblewrap() === null) throw new Error("bubblewrap is not installed");
  const [alone, whole] = await Promise.all([
    fireCanaries({ tier: 1, boxAlone: true }),
    fireCanaries({ tier: 1 }),
  ]);
  // Without a seccomp filter the box itself allows programs inside it; Node's permission model still refuses them.
  const claimed = alone.filter(({ name }) => name !== canaryNames.spawn || seccompFilter() !== null);
  const label = (by: string) => (canary: Canary) => ({ ...canary, detail: `${by}: ${canary.detail}` });
  return [...claimed.map(label("box alone")), ...whole.map(label("box and Node"))];
}

const permissionLayer =
  "Node's permission model: no files, network, processes, threads, native code; the right to read is dropped before your code loads";
const watchLayer =
  "Watched from outside: memory, silence, output, calls and timers are bounded; the end is always SIGKILL";

function sealedBox(canaries: Canary[]): SandboxTier {
  return {
    tier: 1,
    label: "Sealed box",
    explanation: "Your code runs in a sealed box: no network, no files, no other processes.",
    layers: [
      "bubblewrap: namespaces of its own, no capability, nothing of this computer visible but Node and the sandbox's program",
      seccompFilter() === null
        ? `No system call filter: none is built for ${process.arch} processors yet`
        : "seccomp: the kernel refuses sockets, new processes and rarely needed system calls",
      rlimitCommand() === null
        ? "No kernel limits: prlimit is not installed"
        : "Kernel limits on memory, open files and processor time",
      permissionLayer,
      watchLayer,
    ],
    canaries,
  };
}

function seatBelt(canaries: Canary[], whyNoBox: string): SandboxTier {
  const remedy =
    process.platform === "linux" && findBubblewrap() === null
      ? " Installing bubblewrap (Debian and Ubuntu: sudo apt-get install bubblewrap) and starting again gives a sealed box."
      : "";
  return {
    tier: 3,
    label: "Seat belt",
    explanation: `Stops accidents, not attackers. Node says so itself. Run only code that you or people you trust wrote. No sealed box: ${whyNoBox}.${remedy}`,
    layers: [
      permissionLayer,
      "A guard thread in the child ends it with the server, and bounds its memory",
      ...(rlimitCommand() === null ? [] : ["Kernel limits on memory, open files and processor time"]),
      watchLayer,
    ],
    canaries,
  };
}

function refused(explanation: string, canaries: Canary[]): SandboxTier {
  return {
    tier: 4,
    label: "No sandbox",
    explanation: `${explanation} No code is run here.`,
    layers: [],
    canaries,
  };
}
