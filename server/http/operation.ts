// One operation of the HTTP API, as its description names it.
import type { z } from "zod";

export interface Operation {
  readonly method: "get" | "post" | "put" | "delete";
  /** Express style, e.g. `/sessions/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: Readonly<Record<string, z.ZodType>>;
  readonly body?: z.ZodType;
  readonly answer: { readonly status: number; readonly type?: string; readonly schema?: z.ZodType };
}

/** Nothing is left to say. */
export const done = { status: 204 };
