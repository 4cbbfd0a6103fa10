// Designs that answers claim: what one is about, and the receiver that is built so.
import type { DesignView } from "../../server/contract/designs.ts";
import { requestJson } from "./request.ts";

export function getDesign(designId: string, signal?: AbortSignal): Promise<DesignView> {
  return requestJson<DesignView>(`/api/designs/${encodeURIComponent(designId)}`, { signal });
}
