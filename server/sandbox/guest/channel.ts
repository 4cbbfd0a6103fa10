// The guest's end of the channel: two pipes on fixed descriptors.
import { Socket } from "node:net";
import { type FrameChannel, type FrameListener, openFrameChannel } from "../channel/frames.ts";

const FD_IN = 3;
const FD_OUT = 4;
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

export interface GuestChannel extends FrameChannel {
  /** Lets the event loop run dry although more frames may come: how exact idleness is found. */
  unref(): void;
  ref(): void;
}

/** Opens the channel of any guest program. The supervisor is trusted; only the other direction is checked. */
export function openGuestChannel(onFrame: FrameListener["onFrame"]): GuestChannel {
  const input = new Socket({ fd: FD_IN, readable: true, writable: false });
  const output = new Socket({ fd: FD_OUT, readable: false, writable: true });
  const channel = openFrameChannel(
    { input, output, maxFrameBytes: MAX_FRAME_BYTES },
    { onFrame, onViolation: () => process.exit(1), onEnd: () => process.exit(0) },
  );
  return { ...channel, unref: () => input.unref(), ref: () => input.ref() };
}
