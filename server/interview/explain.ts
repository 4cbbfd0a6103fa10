// Says in words why a point has its verdict, quoting the learner's own text.
import type { PointVerdict, Span } from "../contract/interview.ts";
import type { Claim } from "./misconceptions.ts";
import type { Rubric } from "./rubric.ts";

export interface Ruling {
  readonly point: Rubric["points"][number];
  readonly verdict: PointVerdict;
  /** 0 to 1; for "unsure" what is proven already. */
  readonly credit: number;
  readonly span?: Span;
  /** For "contradicted": the claim that it cannot stand beside. */
  readonly claim?: Claim;
  /** The learner, not the engine, settled it. */
  readonly isSelfJudged?: boolean;
}

export function explain(text: string, ruling: Ruling): string {
  const { point, verdict, span, claim, isSelfJudged } = ruling;
  const quote = span === undefined ? "" : quoteOf(text, span);
  switch (verdict) {
    case "met":
      if (isSelfJudged)
        return "You judged that you said this. Make it plainer next time, so that nobody has to ask.";
      return [`You said ${quote}.`, point.explain.met].filter(Boolean).join(" ");
    case "missed":
      return isSelfJudged
        ? `You judged that you did not say this. ${point.explain.missed}`
        : point.explain.missed;
    case "unsure":
      return quote === "" ? "Did you say this?" : `I could not tell from ${quote}. Did you say this?`;
    case "contradicted": {
      const wrong = claim === undefined ? "" : quoteOf(text, claim.span);
      return quote === "" || quote === wrong
        ? `You said ${wrong}, which rules this out. ${point.explain.missed}`
        : `You said ${quote}, but also ${wrong}. Both cannot hold.`;
    }
  }
}

const MAX_QUOTE_CHARACTERS = 140;

function quoteOf(text: string, [start, end]: Span): string {
  const quoted = text.slice(start, end).replaceAll(/\s+/g, " ");
  return `“${quoted.length > MAX_QUOTE_CHARACTERS ? `${quoted.slice(0, MAX_QUOTE_CHARACTERS).trimEnd()} …` : quoted}”`;
}
