// Reads the arguments of a shop call. They come from the handler, so anything may stand in them.
import { z } from "zod";
import type { ShopCall } from "./types.ts";

const typeName = (value: unknown) => {
  if (value === null) return "null";
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
};

const text = (maxLength: number) =>
  z
    .string({ error: ({ input }) => `must be a string, and is ${typeName(input)}` })
    .min(1, "must not be empty")
    .max(maxLength, `must have at most ${maxLength} characters`);

const SqlParameter = z
  .union([z.string(), z.number(), z.boolean(), z.null()], {
    error: ({ input }) => `is ${typeName(input)}; pass a string, a number, a boolean or null`,
  })
  .transform((value) => (typeof value === "boolean" ? Number(value) : value));

const MAX_JOB_LENGTH = 64 * 1024;

const JobData = z
  .unknown()
  .refine((data) => (JSON.stringify(data) ?? "").length <= MAX_JOB_LENGTH, "must have at most 64 KB as JSON");

const txId = z.union([z.number(), text(100)]).transform(String);
const key = text(200).optional();
const transaction = z.object({ txId });

const Call = z.discriminatedUnion("name", [
  z.object({
    name: z.literal("db.query"),
    args: z.object({ sql: text(100_000), params: z.array(SqlParameter).default([]), txId: txId.optional() }),
  }),
  z.object({ name: z.literal("db.begin"), args: transaction }),
  z.object({ name: z.literal("db.commit"), args: transaction }),
  z.object({ name: z.literal("db.rollback"), args: transaction }),
  z.object({
    name: z.literal("carrier.ship"),
    args: z.object({ orderId: text(200), idempotencyKey: key }),
  }),
  z.object({
    name: z.literal("mail.send"),
    args: z.object({ to: text(320), subject: text(500), text: text(20_000), idempotencyKey: key }),
  }),
  z.object({
    name: z.literal("queue.add"),
    args: z.object({ job: text(100), data: JobData, jobId: key }),
  }),
  z.object({ name: z.literal("queue.process"), args: z.object({ job: text(100) }) }),
  z.object({ name: z.literal("web.resolve"), args: z.object({ name: text(253) }) }),
  z.object({
    name: z.literal("web.get"),
    args: z.object({
      url: text(2_000),
      address: text(100).optional(),
      redirect: z.enum(["follow", "manual"], 'must be "follow" or "manual"').default("follow"),
    }),
  }),
]);
export type ReadCall = z.infer<typeof Call>;
export type ArgumentsOf<Name extends ReadCall["name"]> = Extract<ReadCall, { name: Name }>["args"];

type Asked = Pick<ShopCall, "service" | "operation" | "args">;

/** The call with arguments of the right kinds, or a sentence that names the first that is not. */
export function readCall({ service, operation, args }: Asked): ReadCall | string {
  const name = `${service}.${operation}`;
  const read = Call.safeParse({ name, args });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  if (issue?.path[0] === "name") return `The shop has no ${name}.`;
  return `${name}: ${placeOf(issue?.path.slice(1) ?? [])} ${issue?.message}.`;
}

/** `params[1]` becomes "parameter 2", as people count; the rest is named as it is written. */
function placeOf(path: readonly PropertyKey[]): string {
  const [first, second] = path;
  if (first === "params" && typeof second === "number") return `parameter ${second + 1}`;
  return path.length === 0 ? "its arguments" : path.map(String).join(".");
}

/** One line for people on what is asked, e.g. the SQL without line breaks. */
export function describeCall(asked: Asked): string {
  const call = readCall(asked);
  if (typeof call === "string") return `${asked.service}.${asked.operation} with unusable arguments`;
  switch (call.name) {
    case "db.query":
      return oneLine(call.args.sql, 200);
    case "db.begin":
      return "begin a transaction";
    case "db.commit":
      return "commit the transaction";
    case "db.rollback":
      return "roll the transaction back";
    case "carrier.ship":
      return `ship ${call.args.orderId}${withKey(call.args.idempotencyKey)}`;
    case "mail.send":
      return oneLine(
        `mail "${call.args.subject}" to ${call.args.to}${withKey(call.args.idempotencyKey)}`,
        200,
      );
    case "queue.add":
      return `add the job ${call.args.job}${call.args.jobId === undefined ? "" : ` with id ${call.args.jobId}`}`;
    case "queue.process":
      return `work on the jobs ${call.args.job}`;
    case "web.resolve":
      return `look up ${call.args.name}`;
    case "web.get":
      return oneLine(`GET ${call.args.url}`, 200);
  }
}

const withKey = (given: string | undefined) => (given === undefined ? "" : ` with key ${given}`);

/** White space folded, cut at `maxLength`. */
export function oneLine(value: string, maxLength: number): string {
  const folded = value.replace(/\s+/g, " ").trim();
  return folded.length > maxLength ? `${folded.slice(0, maxLength - 1)}…` : folded;
}
