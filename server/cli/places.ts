// Names a line of the handler as compilers do, so that editors and build servers find it.
import type { SourcePlace } from "../contract/history.ts";

/** Before a message: `handler.ts:3:1: `; nothing where the line is not known. */
export const beforeMessage = (place: SourcePlace | undefined): string =>
  place === undefined ? "" : `${place.file}:${place.line}:${place.column ?? 1}: `;

/** After a step: `  (handler.ts:3)`; nothing where the line is not known. */
export const afterStep = (place: SourcePlace | undefined): string =>
  place === undefined ? "" : `  (${place.file}:${place.line})`;
