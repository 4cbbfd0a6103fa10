// A lab put together from its parts: its data, and the files of every receiver in it.
import { assembleHandlers, findHandlerFaults } from "./handlers.ts";
import { Lab, LEAST } from "./lab.ts";
import { type ContentProblem, schemaProblem } from "./problem.ts";

/** File name to text. */
type Files = Readonly<Record<string, string>>;

export interface LabUnit {
  readonly lab: Lab;
  /** The files of every receiver, by the handler's id. */
  readonly receivers: Readonly<Record<string, Files>>;
}

export interface LabParts {
  /** The lab's folder from the project's root. */
  readonly folder: string;
  /** The decoded lab.yaml. */
  readonly data: unknown;
  /** Text of `handlers/<id>/handler.ts`, for every folder there. */
  readonly sources: Files;
  /** Text of every file of content/library, by its name without ending. */
  readonly library: Files;
}

type Fault = Pick<ContentProblem, "rule" | "remedy">;

/** @returns the lab, or null when its data does not fit the schema; and all that is wrong with it. */
export function assembleLab({ folder, data, sources, library }: LabParts): {
  unit: LabUnit | null;
  problems: ContentProblem[];
} {
  const yaml = `${folder}/lab.yaml`;
  const parsed = Lab.safeParse(data);
  if (!parsed.success)
    return { unit: null, problems: parsed.error.issues.map((issue) => schemaProblem(yaml, "lab", issue)) };
  const lab = parsed.data;
  const { handlers, problems } = assembleHandlers({ folder, yaml, handlers: lab.handlers, sources });
  const shared = lab.library.flatMap((name) => {
    const text = library[name];
    return text === undefined ? [] : [[`${name}.ts`, text] as const];
  });
  const receivers = Object.fromEntries(
    Object.entries(handlers).map(([id, { text }]) => [
      id,
      { "handler.ts": text, ...Object.fromEntries(shared) },
    ]),
  );
  const faults = findLabFaults(lab, Object.keys(library)).map((fault) => ({ unit: yaml, ...fault }));
  return { unit: { lab, receivers }, problems: [...problems, ...faults] };
}

/** @param library names of the files that every handler could have beside it. */
function findLabFaults(lab: Lab, library: readonly string[]): Fault[] {
  return [
    ...findHandlerFaults(lab.handlers),
    ...weakFaults(lab),
    ...solutionFaults(lab),
    ...lab.library
      .filter((name) => !library.includes(name))
      .map((name) => missing(`file "${name}" of the library`, library)),
  ];
}

function weakFaults({ weak, handlers, goals }: Lab): Fault[] {
  const handler = handlers[weak];
  if (handler === undefined) return [missing(`weak handler "${weak}"`, Object.keys(handlers))];
  const rest = Object.keys(handlers).filter((id) => handlers[id]?.role === "unsafe" && id !== weak);
  return [
    ...(handler.role === "unsafe"
      ? []
      : [{ rule: "The weak handler is unsafe.", remedy: `Give "${weak}" the role unsafe.` }]),
    ...rest.map((id) => ({
      rule: "Only the weak handler is unsafe.",
      remedy: `Make "${id}" a defect or a solution.`,
    })),
    ...goals
      .filter(({ invariant }) => !handler.breaks.includes(invariant))
      .map(({ id, invariant }) => ({
        rule: `The goal "${id}" breaks what the weak handler breaks.`,
        remedy: `Add ${invariant} to breaks of "${weak}", or choose another invariant.`,
      })),
  ];
}

function solutionFaults({ handlers, solutions }: Lab): Fault[] {
  const having = (role: string) => Object.keys(handlers).filter((id) => handlers[id]?.role === role);
  const listed = solutions.map(({ handler }) => handler);
  const defects = having("defect").length;
  return [
    ...listed
      .filter((id) => handlers[id]?.role !== "solution")
      .map((id) => missing(`solution "${id}"`, having("solution"))),
    ...having("solution")
      .filter((id) => !listed.includes(id))
      .map((id) => ({
        rule: `The solution "${id}" is shown.`,
        remedy: "List it under solutions, with its trade-off.",
      })),
    ...(defects < LEAST.defects
      ? [
          {
            rule: `A lab has at least ${LEAST.defects} defects.`,
            remedy: `It has ${defects}. Each is wrong in one named way.`,
          },
        ]
      : []),
  ];
}

function missing(what: string, known: readonly string[]): Fault {
  return { rule: `The ${what} exists.`, remedy: `Known: ${known.join(", ") || "none"}.` };
}
