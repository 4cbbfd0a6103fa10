// Who plays schedules: pairs of a sandbox and a shop, each for one schedule at a time.
import type { JudgedOrder } from "../../content/schema/invariants/judgement.ts";
import type { Order } from "../../content/schema/scenario.ts";
import type { Schedule } from "../contract/schedule.ts";
import type { Policy, Run } from "../exploration/run.ts";
import { playSchedule, type Setting } from "../exploration/theatre.ts";
import type { ExploredScenario, OpenShop } from "../exploration/types.ts";
import type { Sandbox } from "../sandbox/types.ts";
import type { WebWorld } from "../shop/types.ts";

export interface ProvableScenario extends ExploredScenario {
  readonly orders: readonly (Order & Pick<JudgedOrder, "receipt">)[];
  readonly setUpSql: string;
  readonly web?: WebWorld | undefined;
}

export interface Stagehand {
  readonly sandbox: Sandbox;
  openShop(scenario: ProvableScenario): OpenShop;
}

/** Its processes are used for schedule after schedule. */
export interface WarmStagehand extends Stagehand {
  /** Whether code left something behind in the process that the next schedule would find. */
  isContaminated(): Promise<boolean>;
  /** Whoever has opened it has no more use for it. */
  close(): Promise<void>;
}

export interface ProverParts {
  /** Null when there is none of this id. */
  scenario(id: string): ProvableScenario | null;
  /** A process of its own for each receiver: what is shown to a learner was confirmed here. */
  readonly cold: Stagehand;
  /** Opens one more of those that play hundreds of schedules. */
  openWarm(): Promise<WarmStagehand>;
  /** How many schedules are played at once. */
  readonly lanes: number;
  /** Hears of exceptions: never the learner's fault. */
  onOurFault(error: unknown): void;
}

type CrewSetting = Omit<Setting, "sandbox" | "openShop"> & {
  readonly scenario: ProvableScenario;
  /** Ends whatever is played when it is aborted. */
  readonly signal?: AbortSignal;
};

/** Lends out what can be used by one at a time, to whoever asks first. */
export class Pool<One> {
  readonly #size: number;
  readonly #free: One[];
  readonly #waiting: { readonly about: unknown; take(one: One): void }[] = [];
  /** What each was last used for. */
  readonly #last = new Map<One, unknown>();

  constructor(all: readonly One[]) {
    this.#size = all.length;
    this.#free = [...all];
  }

  /** @param about what it is used for: whoever was used for the same is the first choice, since it is cheaper */
  async use<Result>(work: (one: One) => Promise<Result>, about?: unknown): Promise<Result> {
    const one = await this.#take(about);
    this.#last.set(one, about);
    try {
      return await work(one);
    } finally {
      this.#giveBack(one);
    }
  }

  /** Whether any of them says so, asked while none of them is used. */
  async some(says: (one: One) => Promise<boolean>): Promise<boolean> {
    const all: One[] = [];
    while (all.length < this.#size) all.push(await this.#take());
    try {
      const said = await Promise.all(all.map(says));
      return said.includes(true);
    } finally {
      for (const one of all) this.#giveBack(one);
    }
  }

  async #take(about?: unknown): Promise<One> {
    const known = this.#free.findIndex((one) => this.#last.get(one) === about);
    const [free] = this.#free.splice(known, 1);
    return free ?? (await new Promise((take) => this.#waiting.push({ about, take })));
  }

  #giveBack(one: One): void {
    const same = this.#waiting.findIndex(({ about }) => about === this.#last.get(one));
    const [next] = this.#waiting.splice(Math.max(0, same), 1);
    if (next === undefined) this.#free.push(one);
    else next.take(one);
  }
}

/** Plays schedules on whichever stagehand is free. */
export class Crew<One extends Stagehand> {
  readonly #pool: Pool<One>;
  readonly #setting: CrewSetting;

  constructor(stagehands: readonly One[], setting: CrewSetting) {
    this.#pool = new Pool(stagehands);
    this.#setting = setting;
  }

  /** @throws StartFailure when the code does not start; StoppedError */
  async play(schedule: Schedule, policy?: Policy): Promise<Run> {
    return this.#pool.use((stagehand) => {
      const { sandbox } = stagehand;
      const openShop = stagehand.openShop(this.#setting.scenario);
      const { signal } = this.#setting;
      return playSchedule({ ...this.#setting, sandbox, openShop }, schedule, { policy, signal });
    });
  }

  /** Whether any of them says so, asked while none of them plays. */
  some(says: (stagehand: One) => Promise<boolean>): Promise<boolean> {
    return this.#pool.some(says);
  }
}
