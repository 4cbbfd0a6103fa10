// Carries out what the supervisor's frames say, one at a time and in order.
import {
  fromChild,
  type IdleMessage,
  type JobMessage,
  type LoadedMessage,
  type LoadMessage,
  toChild,
} from "../channel/frame-types.ts";
import type { Frame } from "../channel/frames.ts";
import type { ServiceReply } from "../types.ts";
import type { GuestChannel } from "./channel.ts";
import type { GuestClock } from "./clock.ts";
import type { Epochs } from "./epochs.ts";
import { errorMessage } from "./errors.ts";
import type { Listener } from "./listener.ts";
import { MissingModuleError, type ModuleStore } from "./modules.ts";
import type { GuestOutput } from "./output.ts";

export interface GuestParts {
  readonly channel: GuestChannel;
  readonly epochs: Epochs;
  readonly modules: ModuleStore;
  readonly listener: Listener;
  readonly output: GuestOutput;
  readonly clock: GuestClock;
  /** Calls back once when nothing is left to do. */
  whenIdle(onIdle: () => void): void;
}

export function createCommands(parts: GuestParts): (frame: Frame) => void {
  const { channel, epochs, modules, listener, output, clock, whenIdle } = parts;
  const send = (type: string, id: number, message: object) => channel.send(type, id, JSON.stringify(message));

  const commands: Readonly<Record<string, (frame: Frame) => unknown>> = {
    [toChild.ping]: ({ id }) => channel.send(fromChild.pong, id),
    [toChild.module]({ payload }) {
      const nameEnd = 2 + payload.readUInt16LE(0);
      modules.add(payload.toString("utf8", 2, nameEnd), payload.toString("utf8", nameEnd));
    },
    [toChild.forget]: () => modules.clear(),
    [toChild.reset]: () =>
      epochs.renew(() => {
        output.refill();
        channel.send(fromChild.reset, 0);
      }),
    [toChild.compare]: () => send(fromChild.compared, 0, { changed: epochs.changed() }),
    async [toChild.load](frame) {
      send(fromChild.loaded, 0, await load(parts, read<LoadMessage>(frame)));
    },
    [toChild.open]({ id, payload }) {
      output.refill();
      listener.open(id, payload);
    },
    [toChild.data]: ({ id, payload }) => listener.data(id, payload),
    [toChild.close]: ({ id }) => listener.close(id),
    [toChild.reply]: (frame) => epochs.current.services.answer(frame.id, read<ServiceReply>(frame)),
    async [toChild.job](frame) {
      output.refill();
      const { job, data } = read<JobMessage>(frame);
      send(fromChild.jobDone, frame.id, await epochs.current.shop.runJob(job, data));
    },
    [toChild.time]: (frame) => void clock.advance(read<{ nowMs: number }>(frame).nowMs),
    async [toChild.tick](frame) {
      const { nowMs, slept } = read<{ nowMs: number; slept?: boolean }>(frame);
      send(fromChild.ticked, 0, { fired: await (slept ? clock.skip(nowMs) : clock.advance(nowMs)) });
    },
    [toChild.settle]: () =>
      whenIdle(() => {
        const idle: IdleMessage = { nextTimerMs: clock.nextTimerMs() };
        send(fromChild.idle, 0, idle);
      }),
    [toChild.inspect]: () => send(fromChild.busy, 0, process.getActiveResourcesInfo().slice(0, 100)),
  };
  return (frame) => {
    clock.beginTurn();
    commands[frame.type]?.(frame);
  };
}

async function load(parts: GuestParts, { entry, env, nowMs }: LoadMessage): Promise<LoadedMessage> {
  parts.clock.set(nowMs);
  Object.assign(process.env, env);
  try {
    const exports = await parts.modules.load(entry);
    if (parts.listener.adopt(exports.default)) return { ok: true };
    return { ok: false, stage: "start", error: { name: "Error", message: explainExports(entry, exports) } };
  } catch (error) {
    const missing =
      error instanceof MissingModuleError ? { specifier: error.specifier, file: error.file } : undefined;
    return { ok: false, stage: "load", error: errorMessage(error), missing };
  }
}

/** The supervisor is trusted, so its messages are taken as they are. */
function read<Message>(frame: Frame): Message {
  return JSON.parse(frame.payload.toString("utf8")) as Message;
}

function explainExports(entry: string, exports: Record<string, unknown>): string {
  if (exports.default === undefined) {
    return `${entry} has no default export. End it with \`export default app;\` so that requests can reach your Express app.`;
  }
  return `The default export of ${entry} is ${typeof exports.default}, and must be an Express app, a function (request, response) or an http.Server.`;
}
