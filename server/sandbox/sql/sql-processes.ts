// Starts SQL processes, and keeps one ready so that opening a shop does not wait for one.
import { budgets } from "../budgets.ts";
import type { RunnableTier } from "../isolation/launch.ts";
import { type SqlProcess, startSqlProcess } from "./sql-process.ts";

export interface SqlProcesses {
  /** Hands out a process with an empty database. Rejects when none can be started. */
  take(): Promise<SqlProcess>;
  /** Takes it back from whoever has no more use for it; resolves when its database is gone. */
  giveBack(process: SqlProcess): Promise<void>;
  /** Starts the spare now; resolves when it is ready. */
  warm(): Promise<void>;
  /** Kills the spare, and everything that was handed out and still lives. */
  close(): Promise<void>;
}

/** SQLite and Node keep some of what they were once given. */
const MOST_REUSED_BYTES = budgets.residentBytes / 2;
/** The kernel ends a process that has used up its processor time, in the middle of whatever shop it serves then. */
const MOST_REUSED_MS = (budgets.processorSeconds * 1000) / 2;

const isWornOut = ({ residentBytes, processorMs }: SqlProcess): boolean =>
  residentBytes >= MOST_REUSED_BYTES || processorMs >= MOST_REUSED_MS;

export interface SqlProcessesOptions {
  /** Empties a process that was given back and hands it out again, for shop after shop; otherwise it is killed. */
  readonly reuse?: boolean;
}

/** Long enough for what the taker starts next: it has the processor first. */
const REFILL_DELAY_MS = 300;

export function createSqlProcesses(tier: RunnableTier, options: SqlProcessesOptions = {}): SqlProcesses {
  const idle: SqlProcess[] = [];
  const alive = new Set<SqlProcess>();
  let spare: Promise<SqlProcess> | null = null;
  let refill: NodeJS.Timeout | undefined;
  let isClosed = false;

  const start = async () => {
    const process = await startSqlProcess(tier);
    alive.add(process);
    void process.ended.then(() => alive.delete(process));
    if (isClosed) process.kill();
    return process;
  };
  const prepare = () => {
    spare ??= start();
    spare.catch(() => {});
    return spare;
  };

  return {
    async take() {
      const emptied = idle.pop();
      if (emptied !== undefined && !emptied.isLost) return emptied;
      const taken = prepare();
      spare = null;
      clearTimeout(refill);
      refill = setTimeout(prepare, REFILL_DELAY_MS);
      refill.unref();
      const process = await taken.catch(() => start());
      return process.isLost ? start() : process;
    },
    async giveBack(process) {
      if (options.reuse === true && !isWornOut(process) && process.reset()) return void idle.push(process);
      process.kill();
      await process.ended;
    },
    warm: async () => void (await prepare()),
    async close() {
      isClosed = true;
      clearTimeout(refill);
      await spare?.catch(() => {});
      const remaining = [...alive];
      for (const process of remaining) process.kill();
      await Promise.all(remaining.map(({ ended }) => ended));
    },
  };
}
