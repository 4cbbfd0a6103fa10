// The learner's milestones as this page knows them: the server's, and those that are on their way there.
import { useCallback, useMemo, useState } from "react";
import type { Milestone } from "../../server/contract/progress.ts";
import { useProgress, useSaveMilestone } from "./queries.ts";

type Detail = Milestone["detail"];

export interface Milestones {
  /** False until the server has answered: then "not done" is known, and not only unknown. */
  readonly isKnown: boolean;
  reached(key: string): boolean;
  detail(key: string): Detail | null;
  /** Shown at once. What the server did not take is sent again with the next one. */
  save(key: string, detail?: Detail): void;
}

export function useMilestones(): Milestones {
  const { data, isFetched } = useProgress();
  const { mutate } = useSaveMilestone();
  const [own, setOwn] = useState<ReadonlyMap<string, Detail>>(new Map());
  const all = useMemo(() => {
    const kept = new Map((data?.milestones ?? []).map(({ key, detail }) => [key, detail] as const));
    return new Map([...kept, ...own]);
  }, [data, own]);

  const save = useCallback(
    (key: string, detail: Detail = {}) => {
      setOwn((before) => new Map(before).set(key, detail));
      mutate({ key, detail });
    },
    [mutate],
  );
  return useMemo(
    () => ({
      isKnown: isFetched,
      reached: (key: string) => all.has(key),
      detail: (key: string) => all.get(key) ?? null,
      save,
    }),
    [isFetched, all, save],
  );
}
