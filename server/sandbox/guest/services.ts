// Shop calls: each one leaves the child as a frame and waits for its answer.
import { AsyncLocalStorage } from "node:async_hooks";
import type { ShopService } from "../../contract/history.ts";
import { budgets } from "../budgets.ts";
import type { CallMessage } from "../channel/frame-types.ts";
import { placeInStack } from "../places.ts";
import type { ServiceReply } from "../types.ts";

/** The connection in whose handling code runs. */
export const currentStream = new AsyncLocalStorage<number>();

export interface Services {
  /** Rejects with the shop's own error, placed at the line that made the call. */
  call(service: ShopService, operation: string, args: unknown): Promise<unknown>;
  answer(callId: number, reply: ServiceReply): void;
  /** From now on calls go nowhere, and those underway are never answered, as if the process had died. */
  close(): void;
}

interface Waiting {
  readonly site: Error;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export function createServices(send: (callId: number, message: string) => void): Services {
  const waiting = new Map<number, Waiting>();
  let lastCallId = 0;
  let isClosed = false;
  return {
    async call(service, operation, args) {
      if (isClosed) return new Promise(() => {});
      const site = new Error(`${service}.${operation}`);
      const source = placeInStack(String(site.stack));
      const call: CallMessage = {
        service,
        operation,
        args,
        streamId: currentStream.getStore() ?? null,
        source,
      };
      const message = JSON.stringify(call);
      if (Buffer.byteLength(message) > budgets.controlFrameBytes) {
        throw asError(site, tooLarge(service, operation));
      }
      lastCallId += 1;
      const callId = lastCallId;
      return new Promise((resolve, reject) => {
        waiting.set(callId, { site, resolve, reject });
        send(callId, message);
      });
    },
    answer(callId, reply) {
      const call = waiting.get(callId);
      waiting.delete(callId);
      if (reply.ok) call?.resolve(reply.value);
      else call?.reject(asError(call.site, reply.error));
    },
    close() {
      isClosed = true;
      waiting.clear();
    },
  };
}

const tooLarge = (service: string, operation: string) => ({
  name: "RangeError",
  message: `The arguments of ${service}.${operation} are larger than ${budgets.controlFrameBytes / 1024} KB. Pass an id and keep the data elsewhere.`,
  code: "ERR_ARGUMENTS_TOO_LARGE",
});

/** Turns the error made at the call's line into the one that was answered, keeping its stack. */
function asError(site: Error, told: { name: string; message: string; code?: string }): Error {
  const frames = String(site.stack).split("\n").slice(1).join("\n");
  site.name = told.name;
  site.message = told.message;
  site.stack = `${told.name}: ${told.message}\n${frames}`;
  return told.code === undefined ? site : Object.assign(site, { code: told.code });
}
