// Checks every frame of a child against its exact shape before anything is done with it.
import { z } from "zod";
import { ShopService, SourcePlace } from "../../contract/history.ts";
import { budgets } from "../budgets.ts";
import { fromChild } from "./frame-types.ts";
import type { Frame } from "./frames.ts";

/** A child said something that is no part of the protocol: it is killed, and nothing else happens. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

const ErrorMessage = z.strictObject({
  name: z.string(),
  message: z.string(),
  code: z.string().optional(),
  stack: z.string().optional(),
});

const Reply = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({
    ok: z.literal(false),
    error: z.strictObject({ name: z.string(), message: z.string(), code: z.string().optional() }),
  }),
]);

export type JobDone = z.infer<typeof Reply>;

const Loaded = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({
    ok: z.literal(false),
    stage: z.enum(["load", "start"]),
    error: ErrorMessage,
    missing: z.strictObject({ specifier: z.string(), file: z.string() }).optional(),
  }),
]);
export type Loaded = z.infer<typeof Loaded>;

const Call = z.strictObject({
  service: ShopService,
  operation: z.string().max(40),
  args: z.unknown(),
  streamId: z.number().int().nonnegative().nullable(),
  source: SourcePlace.optional(),
});

const Report = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("uncaught"), error: ErrorMessage }),
  z.strictObject({ kind: z.literal("exit"), exitCode: z.number().int() }),
  z.strictObject({ kind: z.literal("spinning-on-clock") }),
  z.strictObject({ kind: z.literal("flooding-output") }),
]);
export type Report = z.infer<typeof Report>;

const control = {
  [fromChild.loaded]: Loaded,
  [fromChild.call]: Call,
  [fromChild.jobDone]: Reply,
  [fromChild.ticked]: z.strictObject({ fired: z.number().int().nonnegative() }),
  [fromChild.idle]: z.strictObject({ nextTimerMs: z.number().nullable() }),
  [fromChild.report]: Report,
  [fromChild.compared]: z.strictObject({ changed: z.string().nullable() }),
  [fromChild.busy]: z.array(z.string().max(100)).max(100),
} as const;

type ControlType = keyof typeof control;

/** Decodes a control frame of the given type. Throws ProtocolError for anything else. */
export function decodeControl<Type extends ControlType>(
  type: Type,
  frame: Frame,
): z.infer<(typeof control)[Type]> {
  const { length } = frame.payload;
  if (length > budgets.controlFrameBytes) {
    throw new ProtocolError(
      `a control frame of ${length} bytes, and ${budgets.controlFrameBytes} are allowed`,
    );
  }
  const checked = control[type].safeParse(parseJson(frame));
  if (!checked.success) throw new ProtocolError(`a frame "${type}" of the wrong shape`);
  return checked.data as z.infer<(typeof control)[Type]>;
}

function parseJson(frame: Frame): unknown {
  try {
    return JSON.parse(frame.payload.toString("utf8"));
  } catch {
    throw new ProtocolError(`a frame "${frame.type}" that is not JSON`);
  }
}
