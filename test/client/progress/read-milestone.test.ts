// Milestones in words: what was done, where, and of which kind.
import { expect, test } from "vitest";
import { readMilestone } from "../../../client/features/progress/read-milestone.ts";

test.each([
  ["lesson/a-live-handler/step/cause", "Cause", "Lesson: A live handler, step"],
  ["lesson/a-live-handler/choice/cause", "Cause", "Lesson: A live handler, choice"],
  ["interview/server-down", "Server down", "Interview"],
])("%s reads as %j in %j", (key, what, where) => {
  expect(readMilestone(key)).toEqual({ what, where });
});
