import { PassThrough } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createOutput } from "../../../server/sandbox/output.ts";

function listen() {
  const logs: string[] = [];
  let floods = 0;
  const output = createOutput(
    (stream, text) => logs.push(`${stream}: ${text}`),
    () => {
      floods += 1;
    },
  );
  const process = { stdout: new PassThrough(), stderr: new PassThrough() };
  const stop = output.readFrom(process);
  /** As it is read: each piece in a turn of its own. */
  const read = async (stream: "stdout" | "stderr", bytes: Uint8Array) => {
    process[stream].write(bytes);
    await new Promise(setImmediate);
  };
  return { logs, output, read, stop, floods: () => floods };
}

test("what is written to a descriptor is one log, however it is cut on its way", async () => {
  const words = Buffer.from("handler.ts:3\n  throw new Error('naïve €');\n\nNode.js v26\n");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(words.length), { maxLength: 6 }), async (cuts) => {
      const { logs, read, stop } = listen();
      const ends = [...cuts.toSorted((a, b) => a - b), words.length];
      for (const [index, end] of ends.entries())
        await read("stderr", words.subarray(index === 0 ? 0 : ends[index - 1], end));
      expect(logs).toEqual([]);
      stop();
      expect(logs).toEqual([`stderr: ${words}`]);
    }),
    { numRuns: 50 },
  );
});

test("it is passed on when the receiver is idle, and when it is too much to keep", async () => {
  const { logs, output, read } = listen();
  await read("stdout", Buffer.from("one"));
  output.flush();
  await read("stdout", Buffer.from("two"));
  output.flush();
  output.flush();
  expect(logs).toEqual(["stdout: one", "stdout: two"]);
  await read("stdout", Buffer.alloc(70_000, "x"));
  expect(logs).toHaveLength(3);
});

test("a flood is noticed although nobody asks for it", async () => {
  const { read, floods } = listen();
  for (let piece = 0; piece < 400; piece += 1) await read("stdout", Buffer.alloc(50_000, "x"));
  expect(floods()).toBeGreaterThan(0);
});
