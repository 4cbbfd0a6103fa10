// The shape of a playground template: what is said about it; its handler files lie beside it.
import { z } from "zod";
import { InvariantId } from "../../server/contract/invariants.ts";
import { SchemeId } from "../../server/contract/session.ts";

export const Template = z.strictObject({
  title: z.string().trim().min(1),
  /** One sentence on what it is good for. */
  about: z.string().trim().min(1),
  /** Position in the list, from 1. */
  order: z.number().int().positive(),
  /** The schemes whose genuine deliveries it accepts (or that it treats alike); the first one is its own. */
  schemes: z.array(SchemeId).min(1),
  /** Exactly the invariants that it breaks under its own scheme; empty for code that is right. */
  breaks: z.array(InvariantId).default([]),
});
export type Template = z.infer<typeof Template>;

/** A template as the client is given it. */
export interface TemplateWithFiles extends Template {
  readonly id: string;
  /** File name to text; the handler comes first. */
  readonly files: Readonly<Record<string, string>>;
}
