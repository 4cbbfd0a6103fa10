// A thread for the tests of threads: halves even numbers, and breaks on odd ones.
import { answerTasks } from "../../../server/cli/threads.ts";

answerTasks<number, number>(
  async (task) => {
    if (task % 2 === 1) throw new RangeError(`${task} is odd.`);
    return task / 2;
  },
  async () => {},
);
