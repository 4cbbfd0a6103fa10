// Writes an interview down as Markdown, to be kept or shown to somebody.
import { axisTitles } from "../../../../content/schema/axes.ts";
import { describeShare } from "../../../components/share-bars.tsx";
import { describeBand, describeSeconds } from "../words.ts";
import { type GradedTurn, isMade, type Score } from "./score.ts";

/** @param day such as `2026-11-27` */
export function interviewAsMarkdown(about: {
  role: string;
  day: string;
  turns: readonly GradedTurn[];
  score: Score;
}): string {
  const { role, day, turns, score } = about;
  return [
    `# Mock interview: ${plain(role)}`,
    "",
    `${day}, graded offline by Hookproof.`,
    "",
    "| Axis | Shown | Words |",
    "| --- | --- | --- |",
    ...score.axes.map(
      ({ axis, share, quotes }) =>
        `| ${axisTitles[axis]} | ${describeShare(share)} | ${quotes.map((quote) => `“${plain(quote)}”`).join(" ")} |`,
    ),
    "",
    ...turns.flatMap(writeTurn),
    ...(score.misconceptions.length > 0 ? ["## Misconceptions", ""] : []),
    ...score.misconceptions.map(
      ({ statement, explanation, quote }) => `- “${plain(quote)}”: ${plain(statement)} ${plain(explanation)}`,
    ),
    "",
  ].join("\n");
}

function writeTurn({ question, turn, reply, followUp }: GradedTurn): string[] {
  const band = reply === null ? "not answered" : `band ${describeBand(reply.grade.bandRange)}`;
  const points = (reply?.grade.points ?? []).map(
    (point) => `- [${isMade({ followUp }, point) ? "x" : " "}] ${plain(point.statement)}`,
  );
  return [
    `## ${plain(question.question)}`,
    "",
    `${band}, ${describeSeconds(turn.seconds)}`,
    "",
    quoted(turn.text || "(nothing)"),
    "",
    ...(turn.followUp === null
      ? []
      : [`**${plain(turn.followUp.asked)}**`, "", quoted(turn.followUp.text || "(nothing)"), ""]),
    ...points,
    "",
  ];
}

function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${plain(line)}`)
    .join("\n");
}

/** What somebody typed must not become Markdown, nor break a table. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]<>()#+\-.!|~&]/g, "\\$&");
}
