// Where a lab's data comes from: one chunk for each, fetched when the lab is opened.
import type { JudgedWorld } from "../../../content/schema/invariants/judgement.ts";
import type { Lab, LabGoal } from "../../../content/schema/lab.ts";
import type { Live } from "../../api/live.ts";
import type { Files } from "../../editor/store.ts";

export type ShownGoal = Omit<LabGoal, "attack">;

export type ShownLab = Omit<Lab, "goals" | "hunt"> & {
  readonly goals: readonly ShownGoal[];
  readonly hunt: Omit<NonNullable<Lab["hunt"]>, "attack"> | null;
};

/** What client/build/labs.ts leaves of a lab: attacks and the code of defects stay on the server. */
export interface LabData {
  readonly lab: ShownLab;
  /** The files of the weak receiver and of every solution, by the handler's id. */
  readonly files: Readonly<Record<string, Files>>;
  readonly world: JudgedWorld;
}

const datas = import.meta.glob<Live<LabData>>("../../../content/labs/*/lab.yaml", { import: "default" });
const loaded = new Map<string, Promise<Live<LabData> | null>>();

/** The same promise for the same lab, so that React can wait for it; null when there is no such lab. */
export function loadLab(id: string): Promise<Live<LabData> | null> {
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const load = datas[`../../../content/labs/${id}/lab.yaml`];
  const loading = load === undefined ? Promise.resolve(null) : load();
  loaded.set(id, loading);
  // A server that was gone may be back on the next visit.
  loading.catch(() => loaded.delete(id));
  return loading;
}
