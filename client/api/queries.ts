// What pages read from the server, cached and shared between them.
import { keepPreviousData, QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Grade } from "../../server/contract/interview.ts";
import type { ComparedDay } from "../../server/contract/mechanisms.ts";
import type { Milestone } from "../../server/contract/progress.ts";
import { ApiError } from "./api-error.ts";
import { getDesign } from "./designs.ts";
import { getHealth } from "./health.ts";
import { compareMechanisms } from "./mechanisms.ts";
import {
  addAttempt,
  getAttempts,
  getProgress,
  getStanding,
  resetProgress,
  saveMilestone,
} from "./progress.ts";
import { getQuestions } from "./questions.ts";

/** The server is on this machine: what failed once for a reason fails again, and is shown instead of retried. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        networkMode: "always",
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        throwOnError: false,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

export function useHealth() {
  return useQuery({ queryKey: ["health"], queryFn: ({ signal }) => getHealth(signal) });
}

export function useProgress() {
  return useQuery({ queryKey: ["progress"], queryFn: ({ signal }) => getProgress(signal), staleTime: 0 });
}

export function useQuestions() {
  return useQuery({
    queryKey: ["questions"],
    queryFn: ({ signal }) => getQuestions(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useDesign(designId: string) {
  return useQuery({
    queryKey: ["design", designId],
    queryFn: ({ signal }) => getDesign(designId, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The last comparison stays in sight until the next one is there. */
export function useComparison(day: ComparedDay) {
  return useQuery({
    queryKey: ["mechanisms", day],
    queryFn: ({ signal }) => compareMechanisms(day, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/**
 * What the server computes for the numbers that are set, and what it was asked for: the last result stays in sight until
 * the next one is there, so it may be that of other numbers.
 */
export function useComputed<Asked, Result>(
  name: string,
  asked: Asked,
  compute: (asked: Asked, signal: AbortSignal) => Promise<Result>,
) {
  return useQuery({
    queryKey: [name, asked],
    queryFn: async ({ signal }) => ({ asked, result: await compute(asked, signal) }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/** Marks something as done; the key names it, such as `lesson/a-live-handler/step/break-it`. */
export function useSaveMilestone() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, detail = {} }: { key: string; detail?: Milestone["detail"] }) =>
      saveMilestone({ key, atMs: Date.now(), detail }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["progress"] }),
  });
}

/** Keeps a graded answer: as the last band of its question, and in the history that progress is read from. */
export function useSaveAttempt() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ questionId, grade, seconds, words }: GradedAttempt) => {
      const { band, bandRange, points, misconceptions } = grade;
      const atMs = Date.now();
      await addAttempt({
        ...{ question: questionId, atMs, band, bandRange, seconds, words },
        points: points.map(({ id, verdict, axis, weight }) => ({ id, verdict, axis, weight })),
        misconceptions: misconceptions.map(({ id }) => id),
      });
      await saveMilestone({ key: `interview/${questionId}`, atMs, detail: { band, bandRange } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["progress"] }),
  });
}

interface GradedAttempt {
  readonly questionId: string;
  readonly grade: Grade;
  readonly seconds: number;
  readonly words: number;
}

export function useAttempts() {
  return useQuery({
    queryKey: ["progress", "attempts"],
    queryFn: ({ signal }) => getAttempts(signal),
    staleTime: 0,
  });
}

export function useStanding() {
  return useQuery({
    queryKey: ["progress", "standing"],
    queryFn: ({ signal }) => getStanding(signal),
    staleTime: 0,
  });
}

export function useResetProgress() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => resetProgress(),
    onSuccess: () => client.invalidateQueries({ queryKey: ["progress"] }),
  });
}

/** For an error box: what happened and what to do, whatever was thrown. */
export function describeError(error: unknown): { what: string; todo: string } {
  if (error instanceof ApiError) {
    return {
      what: error.problem.title,
      todo: [error.problem.detail, error.problem.remedy].filter(Boolean).join(" "),
    };
  }
  return {
    what: "Something in this page broke",
    todo: "It is our fault and nothing you typed is lost. Reload the page; if it happens again, the browser's console has the details.",
  };
}
