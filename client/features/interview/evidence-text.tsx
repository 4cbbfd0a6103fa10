// The learner's own words, with the evidence found in them underlined and numbered.
import { Fragment } from "react";
import { classNames } from "../../components/class-names.ts";
import { VisuallyHidden } from "../../components/visually-hidden.tsx";
import { type Mark, type MarkKind, type Segment, segmentsOf } from "./evidence.ts";
import styles from "./evidence-text.module.css";

interface EvidenceTextProps {
  text: string;
  marks: readonly Mark[];
  /** The number of the mark to point out, or null. */
  current: number | null;
  /** Absent where there is no list of points to go to. */
  onChoose?: ((mark: Mark) => void) | undefined;
}

export function EvidenceText({ text, marks, current, onChoose }: EvidenceTextProps) {
  return (
    <div className={styles.text}>
      {segmentsOf(text, marks).map((segment) => (
        <Fragment key={segment.start}>
          {segment.opens.map((mark) => (
            <VisuallyHidden key={mark.number}>{` [${kindWords[mark.kind]}: `}</VisuallyHidden>
          ))}
          <Stretch segment={segment} isCurrent={segment.marks.some(({ number }) => number === current)} />
          {segment.closes.map((mark) => (
            <EvidenceNumber key={mark.number} mark={mark} onChoose={onChoose} />
          ))}
        </Fragment>
      ))}
    </div>
  );
}

function Stretch({ segment, isCurrent }: { segment: Segment; isCurrent: boolean }) {
  const [leading] = segment.marks;
  if (leading === undefined) return segment.text;
  return (
    <mark className={classNames(styles[leading.kind], isCurrent && styles.current)}>{segment.text}</mark>
  );
}

function EvidenceNumber({ mark, onChoose }: { mark: Mark; onChoose: EvidenceTextProps["onChoose"] }) {
  const { number, kind, labels } = mark;
  const name = `Evidence ${number}, ${kindWords[kind]}: ${labels.join(" ")}`;
  return (
    <>
      <VisuallyHidden>]</VisuallyHidden>
      <sup className={classNames(styles.number, styles[`${kind}Number`])}>
        {onChoose === undefined ? (
          number
        ) : (
          <button
            type="button"
            id={markId(number)}
            aria-label={`${name} Go to it in the list.`}
            onClick={() => onChoose(mark)}
          >
            {number}
          </button>
        )}
      </sup>
    </>
  );
}

export function markId(number: number): string {
  return `evidence-${number}`;
}

const kindWords: Readonly<Record<MarkKind, string>> = {
  met: "point made",
  unsure: "could not tell",
  misconception: "misconception",
};
