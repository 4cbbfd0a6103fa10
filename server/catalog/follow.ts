// Content in a server that runs: read once, or, while it is being written, anew whenever one of its files has changed.
import { globSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Keeps what was read of some folders of content/.
 * @returns what gives it, and reads it first when that has to be done.
 */
export type Follow = <Read>(folders: readonly string[], read: () => Read) => () => Read;

/** @param root the project's root. @param isWritten whether somebody is at work on content/ */
export function createFollow(root: string, isWritten: boolean): Follow {
  return (folders, read) => {
    let kept: { readonly stamp: string; readonly value: ReturnType<typeof read> } | null = null;
    return () => {
      if (kept !== null && !isWritten) return kept.value;
      const stamp = isWritten ? stampOf(root, folders) : "";
      if (kept?.stamp !== stamp) kept = { stamp, value: read() };
      return kept.value;
    };
  };
}

/** Another one as soon as a file is written, made or removed. */
function stampOf(root: string, folders: readonly string[]): string {
  return folders
    .flatMap((folder) => globSync(`content/${folder}/**`, { cwd: root }))
    .map((path) => `${path} ${statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0}`)
    .join("\n");
}
