// What the rest of the server knows of labs: attacks go in, and what came of them comes out.
import type { z } from "zod";
import type { Attack, PlayHandler, PlaySchedule } from "../contract/labs.ts";

/** An attack after its schema has filled in the defaults. */
export type ParsedAttack = z.output<typeof Attack>;
export type ParsedPlaySchedule = z.output<typeof PlaySchedule>;
export type ParsedPlayHandler = z.output<typeof PlayHandler>;
