// A small rubric for the engine's tests, so that they say what they need and the content may change.
import { Question } from "../../../content/schema/question.ts";
import { compileRubric } from "../../../server/interview/rubric.ts";

const followUp = (id: string) => `What about ${id}, and why?`;
const filler = "Filler that nobody reads in these tests. ".repeat(6);

function point(id: string, all: string[][], more: object = {}) {
  return {
    id,
    statement: `The point about ${id}.`,
    weight: 1,
    axis: "correctness",
    match: [{ all }],
    exemplars: Array.from({ length: 5 }, (_, index) => `An exemplar of ${id}, number ${index}.`),
    followUp: followUp(id),
    explain: { missed: `Why ${id} matters.` },
    ...more,
  };
}

export const smallQuestion = Question.parse({
  id: "small",
  number: 1,
  question: "How do you secure webhook endpoints?",
  why: "To have something to grade.",
  topic: "security",
  level: "mid",
  modelAnswers: { junior: filler, senior: filler },
  points: [
    point(
      "signature",
      [
        ["signature*", "hmac"],
        ["verif*", "check*", "recomput*"],
      ],
      { weight: 2, core: true },
    ),
    point("freshness", [["timestamp*"], ["old", "reject*"]], { weight: 1, core: true }),
    point("https", [["https", "tls"]]),
    point("no-trust", [["!trust*"], ["~payload"]]),
    point("layers", [["rate limit*"]], {
      count: 2,
      match: [
        { all: [["rate limit*"]] },
        { all: [["allow list", "ip address*"]] },
        { all: [["size limit*"]] },
      ],
    }),
  ],
  misconceptions: [
    {
      id: "https-enough",
      statement: "HTTPS alone is enough.",
      contradicts: ["https"],
      match: [
        {
          all: [
            ["https", "tls"],
            ["enough", "suffic*"],
          ],
        },
      ],
      exemplars: ["HTTPS is enough.", "TLS is sufficient.", "With us TLS is enough."],
      explain: "It says nothing about the caller.",
    },
    {
      id: "secret-path",
      statement: "A secret path is enough.",
      match: [{ all: [["nobody knows"]] }],
      exemplars: ["Nobody knows it, ever.", "Nobody knows the path.", "The path nobody knows."],
      explain: "Paths leak into logs and screenshots.",
    },
    {
      id: "speed-is-safety",
      statement: "Whoever is fast is safe.",
      match: [
        {
          across: true,
          all: [
            ["fast", "quick*"],
            ["safe", "no attack*"],
          ],
        },
      ],
      exemplars: ["If you are fast you are safe.", "Be quick, then there are no attacks.", "Fast is safe."],
      explain: "Attackers do not wait for anybody.",
    },
  ],
});

export const smallRubric = compileRubric(smallQuestion);
