// Installs what is missing before any npm script runs; plain JavaScript, because a fresh machine may only have Node 20.
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromiums, findChromium } from "./chromium.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** True when node_modules was written after the lock file, by npm's own bookkeeping, and the pinned Node is there. */
function isInstalled() {
  const bookkeeping = join(root, "node_modules", ".package-lock.json");
  return (
    existsSync(bookkeeping) &&
    existsSync(join(root, "node_modules", ".bin", "node")) &&
    statSync(bookkeeping).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs
  );
}

/** @returns {Promise<boolean>} whether it ended well */
function run(command, args, options = {}) {
  const running = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], ...options });
  return new Promise((resolve) => {
    running.once("error", () => resolve(false));
    running.once("exit", (code) => resolve(code === 0));
  });
}

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

async function installPackages() {
  console.error("Installing packages (the first time takes a minute) …");
  // `npm ci` checks engines against the system's Node; the pinned Node is what will run them.
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  if (!(await run(npm, ["ci", "--no-progress", "--loglevel=error"]))) {
    fail("Installing failed. Check the network and run the same command again; nothing else is needed.");
  }
}

const canInstallDebianPackages =
  process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

async function installDebianPackage(name) {
  console.error(`Installing Debian's ${name} for the tests …`);
  const options = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update", "-qq"], options);
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], options);
}

/** The browser tests need a Chromium; bubblewrap is wanted, because the strongest sandbox tier is tested where it exists. */
async function installTestTools() {
  if (canInstallDebianPackages && !process.env.CHROMIUM_PATH) {
    const [best, second] = chromiums;
    if (!existsSync(best.path)) await installDebianPackage(best.debianPackage);
    if (findChromium() === undefined) await installDebianPackage(second.debianPackage);
  }
  if (findChromium() === undefined) {
    fail(
      "The browser tests need Chromium and none was found.\nInstall it (Debian and Ubuntu: sudo apt-get install chromium) or set CHROMIUM_PATH, then run npm test again.",
    );
  }
  if (canInstallDebianPackages && !existsSync("/usr/bin/bwrap")) await installDebianPackage("bubblewrap");
}

await Promise.all([
  isInstalled() || installPackages(),
  process.argv.includes("--with-browser") && installTestTools(),
]);
