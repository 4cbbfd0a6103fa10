// Reads a scenario of content/: its shop, its events, and what a handler owes in it.
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { JudgedOrder } from "../../content/schema/invariants/judgement.ts";
import type { ContentProblem } from "../../content/schema/problem.ts";
import { type EventTemplate, type Order, ScenarioData, type WebData } from "../../content/schema/scenario.ts";
import {
  buildPayload,
  type Payload,
  type PayloadRequest,
  receiptOf,
} from "../../content/schema/scenario-payload.ts";
import { parseYaml } from "../../content/schema/yaml.ts";
import type { PlayedScenario } from "../exploration/types.ts";
import type { WebWorld } from "../shop/types.ts";

export interface Scenario extends PlayedScenario {
  readonly title: string;
  readonly summary: string;
  readonly duties: ScenarioData["duties"];
  readonly eventTypes: readonly EventTemplate[];
  /** As they stand at the start. */
  readonly orders: readonly (Order & Pick<JudgedOrder, "receipt">)[];
  /** Makes the tables and puts the orders into them. */
  readonly setUpSql: string;
  readonly web?: WebWorld | undefined;
  buildPayload(request: PayloadRequest): Payload;
}

/** An author's mistake; the message names file, rule and remedy of each. */
export class ContentError extends Error {
  override readonly name = "ContentError";
  readonly problems: readonly ContentProblem[];

  constructor(problems: readonly ContentProblem[]) {
    super(problems.map(({ unit, rule, remedy }) => `${unit}: ${rule} ${remedy}`).join("\n"));
    this.problems = problems;
  }
}

/** @param root the project's root, where `content/` lies. */
export function listScenarios(root: string): string[] {
  return globSync("content/scenarios/*/", { cwd: root })
    .map((folder) => basename(folder))
    .sort();
}

/** @throws ContentError when it is not there or not right. */
export function loadScenario(root: string, id: string): Scenario {
  const { scenario, problems } = readScenario(root, id);
  if (scenario === null) throw new ContentError(problems);
  return scenario;
}

export function readScenario(
  root: string,
  id: string,
): { scenario: Scenario | null; problems: ContentProblem[] } {
  // The id may come from a request: it never leads out of content/scenarios.
  if (!listScenarios(root).includes(id)) {
    const problem = {
      unit: "content/scenarios",
      rule: `There is a scenario "${id}".`,
      remedy: `Ask for one of: ${listScenarios(root).join(", ")}.`,
    };
    return { scenario: null, problems: [problem] };
  }
  const folder = `content/scenarios/${id}`;
  const missing = ["scenario.yaml", "tables.sql"].filter((name) => !existsSync(join(root, folder, name)));
  if (missing.length > 0) {
    const rule = "A scenario has scenario.yaml and tables.sql.";
    const problems = missing.map((name) => ({ unit: folder, rule, remedy: `Add ${name}.` }));
    return { scenario: null, problems };
  }
  const unit = `${folder}/scenario.yaml`;
  const data = readData(readFileSync(join(root, unit), "utf8"), unit);
  if (Array.isArray(data)) return { scenario: null, problems: data };
  if (data.id !== id) {
    const remedy = `Call it "${id}", or rename the folder.`;
    return { scenario: null, problems: [{ unit, rule: "The id is the folder's name.", remedy }] };
  }
  const tables = readFileSync(join(root, folder, "tables.sql"), "utf8");
  return { scenario: assemble(data, tables), problems: [] };
}

function readData(text: string, unit: string): ScenarioData | ContentProblem[] {
  let value: unknown;
  try {
    value = parseYaml(text);
  } catch (error) {
    const remedy = error instanceof Error ? error.message : String(error);
    return [{ unit, rule: "It is YAML that can be read.", remedy }];
  }
  const read = ScenarioData.safeParse(value);
  if (read.success) return read.data;
  return read.error.issues.map(({ path, message }) => ({
    unit,
    rule: `${path.join(".") || "The whole"}: ${message}`,
    remedy: `Repair ${path.join(".") || "the file"}; content/schema/scenario.ts has the shape.`,
  }));
}

function assemble(data: ScenarioData, tables: string): Scenario {
  const { id, title, summary, webhookPath, mainEvent, duties, events, orders, web } = data;
  return {
    id,
    title,
    summary,
    webhookPath,
    mainEventType: mainEvent,
    duties,
    eventTypes: events,
    orders:
      web === undefined ? orders : orders.map((order) => ({ ...order, receipt: receiptOf(web, order.id) })),
    trapLinks: web?.trapLinks.map(({ url }) => url) ?? [],
    web: web && worldOf(web, orders),
    setUpSql: `${tables}\n${orders.map(insertOrder).join("\n")}`,
    buildPayload: (request) => buildPayload(data, request),
  };
}

/** The receipts of all orders stand on the machine to which their host's name leads first. */
function worldOf(web: WebData, orders: readonly Order[]): WebWorld {
  const { names, machines, receipt } = web;
  const [address] = names[receipt.host] ?? [];
  const receipts = orders.map(({ id }) => receiptOf(web, id)).map(({ path, text }) => [path, text] as const);
  return {
    names,
    machines: machines.map((machine) =>
      machine.address === address
        ? { ...machine, pages: { ...machine.pages, ...Object.fromEntries(receipts) } }
        : machine,
    ),
  };
}

function insertOrder({ id, customerEmail, amount, currency, status }: Order): string {
  const values = [text(id), text(customerEmail), amount, text(currency), text(status), 0];
  return `INSERT INTO orders (id, customer_email, amount, currency, status, updated_at) VALUES (${values.join(", ")});`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
