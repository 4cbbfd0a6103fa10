// The mock interview: its roles, and the questions that are drawn.
import type { DrawInterview, DrawnInterview, RoleSummary } from "../../server/contract/mock-interview.ts";
import { requestJson } from "./request.ts";

export function getInterviewRoles(signal?: AbortSignal): Promise<RoleSummary[]> {
  return requestJson<RoleSummary[]>("/api/interviews/roles", { signal });
}

export function drawInterview(wanted: DrawInterview): Promise<DrawnInterview> {
  return requestJson<DrawnInterview>("/api/interviews", { method: "POST", body: wanted });
}
