// A server of its own for the lifecycle tests: starts a receiver that loops for ever, says so, and waits to be killed.
import { createSandbox } from "../../../server/sandbox/sandbox.ts";
import { handlerOf, rawRequest, start } from "./support.ts";

const sandbox = await createSandbox({ tier: process.argv[2] === "1" ? 1 : 3, spares: 0 });
const { receiver, logs } = await start(sandbox, handlerOf('console.log("looping"); for (;;) {}'));
receiver.request(rawRequest({}));
while (logs.length === 0) await new Promise(setImmediate);
console.log("looping");
await receiver.ended;
