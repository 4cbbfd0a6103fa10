// Installs what is missing before any npm script runs; plain JavaScript, because a fresh machine may only have Node 20.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

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

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], ...options });
}

function installPackages() {
  console.error("Installing packages (the first time takes a minute) …");
  // `npm ci` checks engines against the system's Node; the pinned Node is what will run them.
  const result = run(process.platform === "win32" ? "npm.cmd" : "npm", [
    "ci",
    "--no-progress",
    "--loglevel=error",
  ]);
  if (result.status !== 0) {
    console.error(
      "\nInstalling failed. Check the network and run the same command again; nothing else is needed.",
    );
    process.exit(1);
  }
}

const browserPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function canInstallDebianPackages() {
  return process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

function installDebianPackage(name) {
  console.error(`Installing Debian's ${name} for the tests …`);
  const options = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  run("apt-get", ["update", "-qq"], options);
  return run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], options).status === 0;
}

/** The browser tests need a Chromium; bubblewrap is wanted, because the strongest sandbox tier is tested where it exists. */
function installTestTools() {
  const hasBrowser = () =>
    Boolean(process.env.CHROMIUM_PATH) || browserPaths.some((path) => existsSync(path));
  if (!hasBrowser() && !(canInstallDebianPackages() && installDebianPackage("chromium") && hasBrowser())) {
    console.error(
      "\nThe browser tests need Chromium and none was found.\nInstall it (Debian and Ubuntu: sudo apt-get install chromium) or set CHROMIUM_PATH, then run npm test again.",
    );
    process.exit(1);
  }
  if (process.platform === "linux" && !existsSync("/usr/bin/bwrap") && canInstallDebianPackages()) {
    installDebianPackage("bubblewrap");
  }
}

if (!isInstalled()) installPackages();
if (process.argv.includes("--with-browser")) installTestTools();
