// Handlers of a unit of content: what is said of each, and how its code is made from the files of the unit.
import { z } from "zod";
import { InvariantId } from "../../server/contract/invariants.ts";
import type { ContentProblem } from "./problem.ts";
import { blankRegions, type MarkedSource, readRegions, replaceRegions } from "./regions.ts";

export const Id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Lower-case words joined by '-'.");
export const Text = z.string().trim().min(1);

/** A folder `handlers/<id>/` with `handler.ts`, or that file of another handler with some regions changed. */
export const Handler = z.strictObject({
  role: z.enum(["correct", "unsafe", "starter", "solution", "defect"]),
  /** Short name, as shown above the code. */
  label: Text,
  /** What sets it apart, in one sentence; for a defect, why it is wrong. */
  about: Text,
  /** Exactly the invariants that it breaks; empty for code that is right. */
  breaks: z.array(InvariantId).default([]),
  /** Made from another handler, region by region: a task in its place, or other code. */
  from: z
    .strictObject({
      handler: Id,
      blank: z.record(Id, Text).default({}),
      replace: z.record(Id, z.string()).default({}),
    })
    .optional(),
});
export type Handler = z.infer<typeof Handler>;

type Fault = Pick<ContentProblem, "rule" | "remedy">;

export interface HandlerParts {
  /** The unit's folder from the project's root. */
  readonly folder: string;
  /** The file that names the handlers, from the project's root. */
  readonly yaml: string;
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Text of `handlers/<id>/handler.ts`, for every folder there. */
  readonly sources: Readonly<Record<string, string>>;
}

/** @returns every handler by its id, without region markers, those made from another one included; and what is wrong. */
export function assembleHandlers({ folder, yaml, handlers, sources }: HandlerParts): {
  handlers: Record<string, MarkedSource>;
  problems: ContentProblem[];
} {
  const made: Record<string, MarkedSource> = {};
  const problems: ContentProblem[] = [];
  for (const [id, { from }] of Object.entries(handlers)) {
    const { source, faults } = makeSource(id, from, sources);
    if (source !== null) made[id] = source;
    problems.push(...faults.map((fault) => ({ unit: `${folder}/handlers/${id}`, ...fault })));
  }
  for (const id of Object.keys(sources).filter((one) => !(one in handlers))) {
    const rule = `Every handler is named in ${yaml.slice(folder.length + 1)}.`;
    const remedy = `Name it under handlers in ${yaml}, or remove the folder.`;
    problems.push({ unit: `${folder}/handlers/${id}`, rule, remedy });
  }
  return { handlers: made, problems };
}

/** What must hold of handlers whatever they are used for. */
export function findHandlerFaults(handlers: Readonly<Record<string, Handler>>): Fault[] {
  return Object.entries(handlers).flatMap(([id, { role, breaks }]) => {
    const isRight = role === "correct" || role === "solution";
    if (isRight && breaks.length > 0) {
      const remedy = "Repair it, or give it another role.";
      return [{ rule: `${id} is ${role} and breaks nothing.`, remedy }];
    }
    if (!isRight && breaks.length === 0) {
      const remedy = "List them under breaks; a proof holds it to the list.";
      return [{ rule: `${id} names the invariants it breaks.`, remedy }];
    }
    return [];
  });
}

function makeSource(
  id: string,
  from: Handler["from"],
  sources: Readonly<Record<string, string>>,
): { source: MarkedSource | null; faults: Fault[] } {
  const name = from?.handler ?? id;
  const origin = sources[name];
  if (origin === undefined) {
    const rule = `The handler "${name}" has a file.`;
    return { source: null, faults: [{ rule, remedy: `Write handlers/${name}/handler.ts.` }] };
  }
  const marked = readRegions(origin);
  const faults = marked.problems.map((remedy) => ({
    rule: "Region markers come in pairs, each name once.",
    remedy,
  }));
  if (from === undefined) return { source: marked, faults };
  const known = marked.regions.map((region) => region.name);
  const missing = [...Object.keys(from.blank), ...Object.keys(from.replace)].filter(
    (region) => !known.includes(region),
  );
  for (const region of missing) {
    const remedy = `Mark it in handlers/${name}/handler.ts, or change another region.`;
    faults.push({ rule: `The region "${region}" that is changed exists.`, remedy });
  }
  const text = blankRegions(replaceRegions(origin, from.replace), from.blank);
  return { source: readRegions(text), faults };
}
