// A thread that proves one unit after the other, each named by its id.
import { workerData } from "node:worker_threads";
import type { ContentProblem } from "../../content/schema/problem.ts";
import { readDesigns } from "../catalog/designs.ts";
import { readLabs } from "../catalog/labs.ts";
import { readLessons } from "../catalog/lessons.ts";
import { listScenarios, loadScenario } from "../catalog/scenarios.ts";
import { type ContentProver, openContentProver } from "../labs/content-prover.ts";
import { proveDesign } from "../labs/prove-design.ts";
import { proveLab } from "../labs/prove-lab.ts";
import { proveLesson } from "../labs/prove-lesson.ts";
import { openCell } from "./cell.ts";
import type { ProvedUnit, ProvingThread } from "./prove-units.ts";
import { answerTasks } from "./threads.ts";

const { root, tier, depth } = workerData as ProvingThread;
const scenarios = new Map(listScenarios(root).map((id) => [id, loadScenario(root, id)]));
const onOurFault = (error: unknown) => console.error("Our fault:", error);
// One schedule at a time keeps a processor busy: this thread, the handler and the database take turns.
const cell = await openCell({ tier, scenarios, onOurFault, lanes: 1, isOwnCode: true });
const prover = await openContentProver(cell.parts, depth);
const units = new Map<string, (on: ContentProver) => Promise<ContentProblem[]>>();
for (const unit of readLessons(root).units) units.set(unit.lesson.id, (on) => proveLesson(unit, on));
for (const unit of readLabs(root).units) units.set(unit.lab.id, (on) => proveLab(unit, on));
for (const unit of readDesigns(root).units) units.set(unit.design.id, (on) => proveDesign(unit, on));

answerTasks<string, ProvedUnit>(
  async (id) => {
    const prove = units.get(id);
    if (prove === undefined) throw new RangeError(`There is no lesson, lab or design "${id}".`);
    return { id, problems: await prove(prover) };
  },
  async () => {
    await prover.close();
    await cell.close();
  },
);
