// The type declarations that a handler's imports resolve to, as text for the TypeScript service.

import attackerModule from "../../content/library/attacker.ts?raw";
import shopTypes from "../../server/sandbox/guest/shop.d.ts?raw";
import packageTypes from "./package-types.d.ts?raw";

/** Only what a receiver can use: the whole of @types/node would triple the work before the first completion. */
const declarations = import.meta.glob<string>(
  [
    "../../node_modules/@types/{express,express-serve-static-core,body-parser,qs,range-parser,send,serve-static,http-errors,connect}/index.d.ts",
    "../../node_modules/@types/node/{assert,async_hooks,buffer,buffer.buffer,console,crypto,dns,events,globals,globals.typedarray,http,net,process,querystring,stream,string_decoder,timers,url,util}.d.ts",
    "../../node_modules/@types/node/{stream,timers,web-globals}/*.d.ts",
    "../../node_modules/standardwebhooks/dist/index.d.ts",
    "../../node_modules/@octokit/webhooks-methods/dist-types/**/*.d.ts",
  ],
  { query: "?raw", import: "default", eager: true, exhaustive: true },
);

/** Where a package keeps its declarations; the service looks for `index.d.ts` beside no package.json. */
const folders: readonly (readonly [inPackage: string, seen: string])[] = [
  ["/standardwebhooks/dist/", "/standardwebhooks/"],
  ["/@octokit/webhooks-methods/dist-types/", "/@octokit/webhooks-methods/"],
];

export interface LibraryFile {
  readonly filePath: string;
  readonly content: string;
}

export function libraryTypes(): LibraryFile[] {
  const libraries = Object.entries(declarations).map(([path, content]) => ({
    filePath: seenAt(path),
    content,
  }));
  return [
    ...libraries,
    { filePath: "file:///node_modules/shop/index.d.ts", content: shopTypes },
    { filePath: "file:///node_modules/packages.d.ts", content: packageTypes },
    { filePath: "file:///node_modules/attacker/index.ts", content: attackerModule },
    { filePath: "file:///node_modules/attacker.d.ts", content: attackerName },
  ];
}

/** In an attacker's script the name is there without an import. */
const attackerName = 'declare const attacker: typeof import("attacker").attacker;';

function seenAt(path: string): string {
  const inModules = path.slice(path.indexOf("node_modules/"));
  const moved = folders.reduce((at, [from, to]) => at.replace(from, to), `/${inModules}`);
  return `file://${moved}`;
}
