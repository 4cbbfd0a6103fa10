// Reads the roles of the mock interview, and says what is wrong with them.
import { type InterviewRole, InterviewRoles } from "../../content/schema/interview-role.ts";
import type { ContentProblem } from "../../content/schema/problem.ts";
import { readYaml } from "./units.ts";

const unit = "content/interviews/roles.yaml";

export function readInterviewRoles(root: string): { roles: InterviewRole[]; problems: ContentProblem[] } {
  const data = readYaml(root, unit);
  if ("problem" in data) return { roles: [], problems: [data.problem] };
  const parsed = InterviewRoles.safeParse(data.value);
  if (parsed.success) return { roles: parsed.data, problems: [] };
  const problems = parsed.error.issues.map(({ path, message }) => ({
    ...{ unit, remedy: message },
    rule: `It fits the schema of roles: ${path.join(".") || "as a whole"}.`,
  }));
  return { roles: [], problems };
}
