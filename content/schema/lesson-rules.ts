// What must hold inside one lesson beyond its shape: every name leads somewhere, every question has an answer.
import { firstTooEarly, scramble } from "./arrangement.ts";
import { findHandlerFaults } from "./handlers.ts";
import type { Lesson } from "./lesson.ts";
import type { ContentProblem } from "./problem.ts";

type Fault = Pick<ContentProblem, "rule" | "remedy">;

/** @returns every fault of the lesson's data, in the order of the file. */
export function findLessonFaults(lesson: Lesson): Fault[] {
  return [
    ...stepFaults(lesson),
    ...findHandlerFaults(lesson.handlers),
    ...predictionFaults(lesson),
    ...choiceFaults(lesson),
    ...arrangementFaults(lesson),
    ...usageFaults(lesson),
    ...goalFaults(lesson),
  ];
}

function stepFaults({ steps, runs, choices, benches, arrangements, schedules, recall }: Lesson): Fault[] {
  const faults = repeated(steps.map(({ id }) => id)).map((id) => ({
    rule: `The step id "${id}" is used once.`,
    remedy: "Give one of the steps another id; it is part of links and of kept progress.",
  }));
  for (const { id, done } of steps) {
    if (done === "reading") continue;
    if (done === "recall") {
      if (recall.length === 0) faults.push(lost(`step ${id}`, "recall card"));
    } else if ("run" in done && !(done.run in runs)) faults.push(lost(`step ${id}`, `run "${done.run}"`));
    else if ("choice" in done && !(done.choice in choices))
      faults.push(lost(`step ${id}`, `choice "${done.choice}"`));
    else if ("bench" in done && !(done.bench in benches))
      faults.push(lost(`step ${id}`, `bench "${done.bench}"`));
    else if ("arrangement" in done && !(done.arrangement in arrangements))
      faults.push(lost(`step ${id}`, `arrangement "${done.arrangement}"`));
    else if ("schedule" in done && !(done.schedule in schedules))
      faults.push(lost(`step ${id}`, `schedule "${done.schedule}"`));
  }
  return faults;
}

function predictionFaults({ runs }: Lesson): Fault[] {
  return Object.entries(runs).flatMap(([id, { prediction }]) =>
    prediction === undefined || prediction.options.some((option) => option.id === prediction.answer)
      ? []
      : [lost(`the prediction of run ${id}`, `option "${prediction.answer}"`)],
  );
}

function choiceFaults({ choices }: Lesson): Fault[] {
  return Object.entries(choices).flatMap(([id, { options }]) => {
    const right = options.filter((option) => option.right).length;
    const rule = `The choice "${id}" has exactly one right option.`;
    return right === 1 ? [] : [{ rule, remedy: `It has ${right}. Mark one with right: true.` }];
  });
}

function arrangementFaults({ arrangements }: Lesson): Fault[] {
  return Object.entries(arrangements).flatMap(([id, { lines }]) => {
    const known = lines.map((line) => line.id);
    const unknown = lines.flatMap(({ after }) => after).filter((one) => !known.includes(one));
    const early = firstTooEarly(lines);
    const isFree = firstTooEarly(scramble(lines)) === null;
    return [
      ...unknown.map((one) => lost(`arrangement ${id}`, `line "${one}"`)),
      ...(early === null || unknown.length > 0
        ? []
        : [
            {
              rule: `The arrangement "${id}" is written in a right order.`,
              remedy: `"${early.id}" stands before a line that it needs.`,
            },
          ]),
      ...(isFree
        ? [
            {
              rule: `The arrangement "${id}" can be wrong.`,
              remedy: "Say under after which lines have to stand before which.",
            },
          ]
        : []),
    ];
  });
}

function usageFaults({ handlers, runs, benches, schedules }: Lesson): Fault[] {
  const uses = [
    ...Object.entries(schedules).map(([id, { handler }]) => ({ by: `schedule ${id}`, handler })),
    ...Object.entries(runs).flatMap(([id, run]) => [
      { by: `run ${id}`, handler: run.handler },
      ...(run.against === undefined ? [] : [{ by: `run ${id}`, handler: run.against }]),
    ]),
    ...Object.entries(benches).flatMap(([id, bench]) =>
      [bench.handler, ...bench.solutions].map((handler) => ({ by: `bench ${id}`, handler })),
    ),
  ];
  const wrongSolutions = Object.entries(benches).flatMap(([id, { solutions }]) =>
    solutions
      .filter((solution) => !["correct", "solution"].includes(handlers[solution]?.role ?? "correct"))
      .map((solution) => ({
        rule: `The solutions of bench "${id}" are right.`,
        remedy: `"${solution}" has another role: list a handler that is correct or a solution.`,
      })),
  );
  return [
    ...uses
      .filter(({ handler }) => !(handler in handlers))
      .map(({ by, handler }) => lost(by, `handler "${handler}"`)),
    ...wrongSolutions,
  ];
}

function goalFaults({ benches }: Lesson): Fault[] {
  return Object.entries(benches).flatMap(([bench, { goals }]) =>
    goals
      .filter(({ want, shownBy }) => want === "broken" && shownBy === undefined)
      .map(({ id }) => ({
        rule: `The goal "${id}" of bench "${bench}" can be reached.`,
        remedy: "Give it a script under shownBy; a test proves that it works.",
      })),
  );
}

function lost(by: string, what: string): Fault {
  return {
    rule: `The ${what} that ${by} names exists.`,
    remedy: "Add it to lesson.yaml, or correct the name.",
  };
}

function repeated(names: readonly string[]) {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
