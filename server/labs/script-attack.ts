// Plays an attacker's script: it runs in a sandbox of its own, and each of its calls is carried out on the world.
import { z } from "zod";
import { ofKind } from "../../content/schema/observation.ts";
import {
  AttackId,
  type AttemptOutcome,
  Encoding,
  HeaderPairs,
  type RawRequest,
  SigningKey,
} from "../contract/history.ts";
import type { SchemeId } from "../contract/session.ts";
import type { Begun, Underway, World } from "../exploration/world-types.ts";
import type { Receiver, Sandbox, ServiceCall, ServiceReply } from "../sandbox/types.ts";
import { signatureSchemes } from "../signatures/schemes.ts";
import { scriptFiles } from "./script-files.ts";

const MOST_CALLS = 500;

export interface ScriptSetting {
  readonly sandbox: Sandbox;
  readonly schemeId: SchemeId;
  readonly webhookPath: string;
  readonly mainEventType: string;
}

/** @returns what the script said of its own failure, as sentences; nothing when it came to its end. */
export async function playScript(world: World, text: string, setting: ScriptSetting): Promise<string[]> {
  const waiting: Waiting[] = [];
  const started = await setting.sandbox.startReceiver({
    files: scriptFiles(text),
    env: {},
    nowMs: world.epochMs + world.nowMs,
    onCall: (call) => new Promise((resolve) => waiting.push({ call, resolve })),
    onLog: () => {},
  });
  if (!started.ok) return [`The script does not start: ${started.problem.message}`];
  const { receiver } = started;
  try {
    return await new ScriptPlay(world, setting, receiver, waiting).run();
  } finally {
    await receiver.kill("stopped");
  }
}

interface Waiting {
  readonly call: ServiceCall;
  resolve(reply: ServiceReply): void;
}

/** Something that was asked of the world: what has to be played, and what it is answered with then. */
interface Asked {
  readonly sendings: readonly Underway[];
  answer(): unknown;
}

class ScriptPlay {
  readonly #world: World;
  readonly #setting: ScriptSetting;
  readonly #receiver: Receiver;
  readonly #waiting: Waiting[];
  #calls = 0;

  constructor(world: World, setting: ScriptSetting, receiver: Receiver, waiting: Waiting[]) {
    this.#world = world;
    this.#setting = setting;
    this.#receiver = receiver;
    this.#waiting = waiting;
  }

  async run(): Promise<string[]> {
    let ending: AttemptOutcome | null = null;
    const { finished } = this.#receiver.request({
      method: "POST",
      path: "/",
      headers: [["Host", "script"]],
      bodyBase64: "",
    });
    void finished.then((outcome) => {
      ending = outcome;
    });
    for (;;) {
      const settled = await this.#receiver.settle();
      if (settled.kind === "ended") return [`The script ended before its time: ${settled.outcome.message}`];
      if (ending !== null) return tellEnding(ending);
      if (this.#world.ended !== null) return [`The attack ended early: ${this.#world.ended.message}`];
      if (this.#calls > MOST_CALLS) return [`A script makes at most ${MOST_CALLS} calls; this one goes on.`];
      const batch = this.#waiting.splice(0);
      if (batch.length > 0) await this.#carryOut(batch);
      else if (settled.nextTimerMs === null) return ["The script waits for something that never comes."];
      else await this.#world.playTo(Math.max(this.#world.nowMs, settled.nextTimerMs - this.#world.epochMs));
      await this.#receiver.tick(this.#world.epochMs + this.#world.nowMs);
    }
  }

  /** What was asked for at the same moment begins at the same moment. */
  async #carryOut(batch: readonly Waiting[]): Promise<void> {
    const world = this.#world;
    this.#calls += batch.length;
    const begun: { readonly waiting: Waiting; readonly asked: Asked }[] = [];
    for (const waiting of batch) {
      try {
        begun.push({ waiting, asked: await this.#begin(waiting.call) });
      } catch (error) {
        waiting.resolve({ ok: false, error: asReply(error) });
      }
    }
    const sendings = begun.flatMap(({ asked }) => asked.sendings);
    if (sendings.length > 0) await world.playUntilAnswered(sendings);
    for (const { waiting, asked } of begun) waiting.resolve({ ok: true, value: asked.answer() });
  }

  async #begin({ service, operation, args }: ServiceCall): Promise<Asked> {
    const call = service === "queue" && operation === "add" ? Call.safeParse(args) : null;
    if (call?.success !== true) throw new ScriptError("An attacker has no shop; use what attacker offers.");
    const { job, data } = call.data;
    const play = Object.hasOwn(operations, job) ? operations[job] : undefined;
    if (play === undefined) throw new ScriptError(`There is no ${job}.`);
    return play(data, this.#world, this.#setting);
  }
}

const Call = z.object({ job: z.string(), data: z.unknown() });

/** What the script did wrong, told at the line that did it. */
class ScriptError extends Error {}

type Operation = (args: unknown, world: World, setting: ScriptSetting) => Asked | Promise<Asked>;

const Request = z.object({
  method: z.string().default("POST"),
  path: z.string().optional(),
  headers: HeaderPairs,
  body: z.string(),
});
const Event = z.object({
  type: z.string().optional(),
  orderId: z.string().optional(),
  fields: z.record(z.string(), z.unknown()).optional(),
  encoding: Encoding.optional(),
  signedBy: z.array(SigningKey).min(1).max(5).optional(),
});
const Signing = z.object({
  body: z.string(),
  secret: z.string(),
  id: z.string().optional(),
  timestamp: z.number().int().nonnegative().optional(),
});
const Time = z.object({
  ms: z
    .number()
    .positive()
    .max(30 * 86_400_000),
});

const operations: Readonly<Record<string, Operation>> = {
  "attacker.capture": (args, world, setting) => beginEvent(args, world, setting),
  "attacker.overhear": (args, world, setting) => ({ ...beginEvent(args, world, setting), sendings: [] }),
  "attacker.send"(args, world, { webhookPath }) {
    const { body, path = webhookPath, ...rest } = read(Request, args);
    const bodyBase64 = Buffer.from(body).toString("base64");
    const sendings = sendingsOf(world.compose({ ...rest, path, bodyBase64, sign: false }));
    return { sendings, answer: () => answerOf(sendings[0]?.outcome ?? null) };
  },
  "attacker.sign"(args, world, { schemeId }) {
    const { body, secret, id = "evt_forged", timestamp } = read(Signing, args);
    const input = {
      ...{ id, body: Buffer.from(body) },
      timestampSeconds: timestamp ?? Math.floor((world.epochMs + world.nowMs) / 1000),
    };
    const headers = signWith(schemeId, input, secret);
    return { sendings: [], answer: () => [["Content-Type", "application/json"], ...headers] };
  },
  "attacker.use"(args, world) {
    const { attack } = read(z.object({ attack: AttackId }), args);
    const sendings = sendingsOf(world.attack(attack));
    return { sendings, answer: () => sendings.map(({ outcome }) => answerOf(outcome)) };
  },
  async "attacker.wait"(args, world) {
    await world.playTo(Math.ceil(world.nowMs + read(Time, args).ms));
    return nothing;
  },
  async "attacker.outage"(args, world) {
    await world.outage(read(Time, args).ms);
    return nothing;
  },
  async "attacker.restart"(_args, world) {
    sendingsOf(await world.restart());
    return nothing;
  },
};

/** A new event, and the request of its first attempt. */
function beginEvent(args: unknown, world: World, { mainEventType }: ScriptSetting): Asked {
  const { type = mainEventType, ...about } = read(Event, args);
  const before = world.history.length;
  const sendings = sendingsOf(world.sendEvent({ type, ...about }));
  return {
    sendings,
    answer() {
      const [attempt] = ofKind(world.history.slice(before), "attempt-started");
      if (attempt === undefined) throw new ScriptError("Nothing was sent.");
      return withText(attempt.request);
    },
  };
}

const nothing: Asked = { sendings: [], answer: () => null };

/** With a secret of the scheme's own form as it is meant, with anything else as code does that never looks at it. */
function signWith(
  schemeId: SchemeId,
  input: { id: string; timestampSeconds: number; body: Uint8Array },
  secret: string,
): HeaderPairs {
  const { sign, signCarelessly } = signatureSchemes[schemeId];
  try {
    return sign(input, [secret]);
  } catch (error) {
    if (!(error instanceof TypeError) || signCarelessly === null) throw error;
    return signCarelessly(input, secret);
  }
}

function read<Shape>(shape: z.ZodType<Shape>, args: unknown): Shape {
  const parsed = shape.safeParse(args);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ScriptError(`${issue?.path.join(".") || "The argument"}: ${issue?.message ?? "is not right"}`);
}

function sendingsOf(begun: Begun): readonly Underway[] {
  if (begun.ok) return begun.sendings;
  throw new ScriptError(begun.message);
}

const withText = ({ bodyBase64, ...request }: RawRequest) => ({
  ...request,
  body: Buffer.from(bodyBase64, "base64").toString("utf8"),
});

function answerOf(outcome: AttemptOutcome | null) {
  if (outcome?.kind !== "responded") return { status: 0, body: "", failure: outcome?.kind ?? "unanswered" };
  const { status, bodyBase64 } = outcome.response;
  return { status, body: Buffer.from(bodyBase64, "base64").toString("utf8") };
}

function tellEnding(ending: AttemptOutcome): string[] {
  if (ending.kind !== "responded") return ["The script ended before its time."];
  const { status, bodyBase64 } = ending.response;
  if (status === 200) return [];
  return [`The script failed: ${Buffer.from(bodyBase64, "base64").toString("utf8")}`];
}

function asReply(error: unknown) {
  if (error instanceof ScriptError || error instanceof TypeError)
    return { name: "AttackError", message: error.message };
  throw error;
}
