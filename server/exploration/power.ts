// Switches the receiver off and on: outages and restarts.
import type { Ticket } from "../simulation/event-queue.ts";
import type { ReceiverHost } from "./receiver-host.ts";
import type { Stage } from "./stage.ts";
import type { World } from "./world-types.ts";

export function createPower(stage: Stage, host: ReceiverHost): Pick<World, "outage" | "restart"> {
  const { clock, recorder, schedule } = stage;
  let outage: { untilMs: number; ticket: Ticket } | null = null;

  const endOutage = async (): Promise<void> => {
    outage = null;
    recorder.record({ kind: "outage-ended" });
    await host.start("restart");
  };

  return {
    async outage(durationMs) {
      const untilMs = Math.max(Math.ceil(clock.nowMs + durationMs), outage?.untilMs ?? 0);
      outage?.ticket.cancel();
      outage = { untilMs, ticket: schedule.add(untilMs, endOutage) };
      recorder.record({ kind: "outage-started", untilMs });
      await host.takeDown();
      recorder.flush();
    },
    async restart() {
      if (outage !== null)
        return {
          ok: false,
          message: "The receiver is down until the outage ends. Advance the clock past it.",
        };
      await host.takeDown();
      await host.start("restart");
      recorder.flush();
      return { ok: true, sendings: [] };
    },
  };
}
