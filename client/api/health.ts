// Whether the server is well, its version, and what its sandbox keeps out.
import type { Health } from "../../server/contract/session.ts";
import { requestJson } from "./request.ts";

export function getHealth(signal?: AbortSignal): Promise<Health> {
  return requestJson<Health>("/api/health", { signal });
}
