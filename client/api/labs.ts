// Labs: judge an attack, win a hunt, play a schedule step by step, begin the proof of a repair.
import type {
  AttackReport,
  HuntReport,
  JudgeAttack,
  PlayedSchedule,
  PlayHandler,
  PlaySchedule,
  StartFix,
} from "../../server/contract/labs.ts";
import type { ProofCreated } from "../../server/contract/proof.ts";
import { requestJson } from "./request.ts";

export function judgeAttack(labId: string, body: JudgeAttack, signal?: AbortSignal): Promise<AttackReport> {
  return requestJson(address(labId, "attacks"), { method: "POST", body, signal });
}

export function judgeHunt(labId: string, body: JudgeAttack, signal?: AbortSignal): Promise<HuntReport> {
  return requestJson(address(labId, "hunts"), { method: "POST", body, signal });
}

export function playSchedule(
  labId: string,
  body: PlaySchedule,
  signal?: AbortSignal,
): Promise<PlayedSchedule> {
  return requestJson(address(labId, "schedules"), { method: "POST", body, signal });
}

export function playHandler(body: PlayHandler, signal?: AbortSignal): Promise<PlayedSchedule> {
  return requestJson("/api/schedules", { method: "POST", body, signal });
}

/** @returns the proof's id; it is followed and stopped like any other one. */
export async function startFix(labId: string, body: StartFix): Promise<string> {
  const { proofId } = await requestJson<ProofCreated>(address(labId, "fixes"), { method: "POST", body });
  return proofId;
}

function address(labId: string, what: string) {
  return `/api/labs/${encodeURIComponent(labId)}/${what}`;
}
