// The ways to attack, each fetched when it is first chosen: an editor is large.
import { lazy } from "react";

export const RequestAttack = lazy(() => import("./request-attack.tsx"));
export const ScriptAttack = lazy(() => import("./script-attack.tsx"));
export const ScheduleAttack = lazy(() => import("./schedule-attack.tsx"));
