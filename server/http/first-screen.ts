// Puts what the build has drawn of a page into it, so that its text is read before its code is there.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** HTML of the root element by address, as client/build/first-screens.ts writes it. */
const FirstScreens = z.record(z.string(), z.string());
type FirstScreens = z.infer<typeof FirstScreens>;

/** @param directory of the built client; none are drawn when the build has left none. */
export function readFirstScreens(directory: string): FirstScreens {
  const path = join(directory, ".vite", "first-screens.json");
  return existsSync(path) ? FirstScreens.parse(JSON.parse(readFileSync(path, "utf8"))) : {};
}

const CODE = /<(?:link rel="modulepreload"|script type="module")[^>]*>(?:<\/script>)?/g;
const EMPTY_ROOT = '<div id="root"></div>';

/** The page with its first screen drawn, and its code set aside for client/public/after-paint.js. */
export function withFirstScreen(html: string, screen: string): string {
  const code = html.match(CODE) ?? [];
  const body = `<div id="root" data-early>${screen}</div><template id="code">${code.join("")}</template>`;
  return (
    html
      .replaceAll(CODE, "")
      .replace("</head>", '<script defer src="/after-paint.js"></script></head>')
      // By a function, because "$" in a text would mean something else.
      .replace(EMPTY_ROOT, () => body)
  );
}
