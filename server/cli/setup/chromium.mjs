// Where the browser tests find a Chromium; plain JavaScript, because it is asked before anything is installed.
import { existsSync } from "node:fs";

const shell = { path: "/usr/bin/chromium-headless-shell", debianPackage: "chromium-headless-shell" };
const whole = { path: "/usr/bin/chromium", debianPackage: "chromium" };

/**
 * Debian's, best first: the shell is the same engine without a window's frame and needs a third less time, so it is
 * tested with; where everything is tested (the variable CI is set), with the browser that people have.
 */
export const chromiums = process.env.CI === undefined ? [shell, whole] : [whole, shell];

/** @returns {string | undefined} the path of the Chromium to test with; what CHROMIUM_PATH says is taken as it is */
export function findChromium() {
  const paths = [
    ...chromiums.map(({ path }) => path),
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  return process.env.CHROMIUM_PATH || paths.find((path) => existsSync(path));
}
