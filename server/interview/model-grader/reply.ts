// Reads what a model replied: exactly the rubric's points, or a reason why not.
import { z } from "zod";
import type { Question } from "../../../content/schema/question.ts";

const Envelope = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

const Verdicts = z.object({
  points: z.array(
    z.object({
      id: z.string(),
      verdict: z.enum(["met", "partly", "missed", "unsure"]),
      quote: z.string().max(4_000).nullish(),
      why: z.string().max(1_000).default(""),
    }),
  ),
  misconceptions: z.array(z.object({ id: z.string(), quote: z.string().max(4_000).nullish() })).default([]),
});
export type Verdicts = z.infer<typeof Verdicts>;

/** What came back is no use; the sentence says why. */
export class UselessReply extends Error {}

/** @throws UselessReply */
export function readReply(body: string, { points, misconceptions }: Question): Verdicts {
  const envelope = Envelope.safeParse(parseJson(body, "The endpoint did not reply with JSON."));
  const content = envelope.data?.choices[0]?.message.content;
  if (content === undefined) throw new UselessReply("The endpoint's reply holds no message.");
  const verdicts = Verdicts.safeParse(
    parseJson(content, "The model did not reply with the JSON it was asked for."),
  );
  if (!verdicts.success)
    throw new UselessReply("The model's reply does not have the fields it was asked for.");
  const known = new Set([...points, ...misconceptions].map(({ id }) => id));
  const named = verdicts.data.points.map(({ id }) => id);
  const stranger = [...named, ...verdicts.data.misconceptions.map(({ id }) => id)].find(
    (id) => !known.has(id),
  );
  if (stranger !== undefined) throw new UselessReply("The model judged something that is not in the rubric.");
  const isComplete = points.every(({ id }) => named.filter((one) => one === id).length === 1);
  if (!isComplete || named.length !== points.length)
    throw new UselessReply("The model did not judge each point once.");
  return verdicts.data;
}

function parseJson(text: string, otherwise: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UselessReply(otherwise);
  }
}
