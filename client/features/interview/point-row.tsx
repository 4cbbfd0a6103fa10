// One line of a grade: the verdict as shape and word, the point, why, and the way to its evidence.
import { Link } from "react-router";
import type { GradedPoint, PointVerdict } from "../../../server/contract/interview.ts";
import { Button } from "../../components/button.tsx";
import { classNames } from "../../components/class-names.ts";
import { VisuallyHidden } from "../../components/visually-hidden.tsx";
import type { Mark } from "./evidence.ts";
import styles from "./point-row.module.css";

interface PointRowProps {
  rowId: string;
  verdict: PointVerdict | "misconception";
  statement: string;
  explanation: string;
  isCore?: boolean;
  taught?: GradedPoint["taught"];
  mark: Mark | undefined;
  isCurrent: boolean;
  /** Contradicted: what was said for it and what was said against it, in the learner's words. */
  quotes?: { readonly said: string; readonly against: string } | undefined;
  onShow: (mark: Mark) => void;
  /** Only for what could not be told. */
  onJudge?: ((said: boolean) => void) | undefined;
}

export function PointRow(props: PointRowProps) {
  const { rowId, verdict, statement, explanation, isCore = false, taught, mark, isCurrent } = props;
  const { glyph, word } = looks[verdict];
  return (
    <li id={rowId} tabIndex={-1} className={classNames(styles.row, isCurrent && styles.current)}>
      <span className={classNames(styles.glyph, styles[verdict])} aria-hidden="true">
        {glyph}
      </span>
      <div className={styles.body}>
        <div className={styles.head}>
          <span className={classNames(styles.word, styles[verdict])}>{word}</span>
          {isCore && verdict !== "met" ? <span className={styles.core}>core point</span> : null}
          {mark === undefined ? null : <EvidenceLink mark={mark} onShow={props.onShow} />}
        </div>
        <p className={styles.statement}>{statement}</p>
        {props.quotes === undefined ? null : <Quotes {...props.quotes} />}
        {verdict === "met" ? null : <p className={styles.why}>{explanation}</p>}
        {taught === undefined || verdict === "met" ? null : (
          <p className={styles.why}>
            Taught in <Link to={taught.path}>{taught.title}</Link>
          </p>
        )}
        {props.onJudge === undefined ? null : <Judge statement={statement} onJudge={props.onJudge} />}
      </div>
    </li>
  );
}

function EvidenceLink({ mark, onShow }: { mark: Mark; onShow: (mark: Mark) => void }) {
  return (
    <button type="button" className={styles.evidence} onClick={() => onShow(mark)}>
      in your words <span className={styles.number}>{mark.number}</span>
      <VisuallyHidden>: show the evidence</VisuallyHidden>
    </button>
  );
}

function Quotes({ said, against }: { said: string; against: string }) {
  return (
    <dl className={styles.quotes}>
      <div>
        <dt>You said</dt>
        <dd>{said}</dd>
      </div>
      <div>
        <dt>and also</dt>
        <dd>{against}</dd>
      </div>
    </dl>
  );
}

function Judge({ statement, onJudge }: { statement: string; onJudge: (said: boolean) => void }) {
  return (
    <fieldset className={styles.judge}>
      <legend className={styles.legend}>Did you say: {statement}</legend>
      <Button size="sm" onClick={() => onJudge(true)}>
        Yes, I said this
      </Button>
      <Button size="sm" onClick={() => onJudge(false)}>
        No
      </Button>
    </fieldset>
  );
}

const looks: Readonly<Record<PointRowProps["verdict"], { glyph: string; word: string }>> = {
  met: { glyph: "✓", word: "Made" },
  unsure: { glyph: "?", word: "Could not tell" },
  missed: { glyph: "–", word: "Missed" },
  contradicted: { glyph: "≠", word: "Contradicted" },
  misconception: { glyph: "✕", word: "Misconception, costs a band" },
};
