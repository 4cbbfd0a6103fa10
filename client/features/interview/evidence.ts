// Cuts an answer into the stretches that are evidence for something and those that are not.
import type { Grade, Span } from "../../../server/contract/interview.ts";

export type MarkKind = "met" | "unsure" | "misconception";

export interface Mark {
  /** From 1, in the order of the text; several verdicts on the same stretch share one. */
  readonly number: number;
  readonly kind: MarkKind;
  readonly span: Span;
  /** What it is evidence for: statements of points, or of misconceptions. */
  readonly labels: readonly string[];
  /** Ids of the points and misconceptions, as `rowKey` makes them. */
  readonly rows: readonly string[];
}

export interface Segment {
  readonly text: string;
  readonly start: number;
  /** The marks that cover it, the most important kind first. */
  readonly marks: readonly Mark[];
  /** The marks that begin or end with it. */
  readonly opens: readonly Mark[];
  readonly closes: readonly Mark[];
}

const importance = { misconception: 0, met: 1, unsure: 2 } as const satisfies Record<MarkKind, number>;

export function rowKey(kind: "point" | "misconception", id: string): string {
  return `${kind}-${id}`;
}

/** One mark for each stretch and kind; points that were missed or contradicted leave none of their own. */
export function marksOf({ points, misconceptions }: Grade): Mark[] {
  const found = [
    ...points.flatMap(({ id, verdict, span, statement }) =>
      span !== undefined && (verdict === "met" || verdict === "unsure")
        ? [{ kind: verdict, span, label: statement, row: rowKey("point", id) }]
        : [],
    ),
    ...misconceptions.map(({ id, span, statement }) => ({
      kind: "misconception" as const,
      span,
      label: statement,
      row: rowKey("misconception", id),
    })),
  ];
  const grouped = Map.groupBy(found, ({ kind, span }) => `${kind} ${span.join("-")}`);
  return [...grouped.values()]
    .flatMap((same) => {
      const [one] = same;
      return one === undefined
        ? []
        : [
            {
              kind: one.kind,
              span: one.span,
              labels: same.map(({ label }) => label),
              rows: same.map(({ row }) => row),
            },
          ];
    })
    .sort((one, other) => one.span[0] - other.span[0] || one.span[1] - other.span[1])
    .map((mark, index) => ({ ...mark, number: index + 1 }));
}

/** The whole text in order, cut wherever a mark begins or ends. */
export function segmentsOf(text: string, marks: readonly Mark[]): Segment[] {
  const edges = new Set([0, text.length, ...marks.flatMap(({ span }) => span)]);
  const cuts = [...edges].filter((edge) => edge <= text.length).sort((one, other) => one - other);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const covering = marks.filter(({ span }) => span[0] <= start && span[1] >= end);
    return {
      text: text.slice(start, end),
      start,
      marks: covering.toSorted((one, other) => importance[one.kind] - importance[other.kind]),
      opens: covering.filter(({ span }) => span[0] === start),
      closes: covering.filter(({ span }) => span[1] === end),
    };
  });
}
