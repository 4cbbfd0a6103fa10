// The first answer to a question: the text, the clock, and what to do when it could not be graded.
import { useEffect, useRef } from "react";
import type { DraftState } from "../../api/use-draft.ts";
import { Button } from "../../components/button.tsx";
import { Callout } from "../../components/callout.tsx";
import { AnswerBox } from "./answer-box.tsx";
import { Pace } from "./pace.tsx";
import { describeSeconds, MAX_ANSWER_CHARACTERS, wordCount } from "./words.ts";
import styles from "./writing.module.css";

interface WritingProps {
  text: string;
  seconds: number;
  /** Why the text could not be graded, and what to do. */
  gateMessage: string | null;
  /** Why the server could not be asked. */
  failure: { what: string; todo: string } | null;
  draftState: DraftState;
  isBusy: boolean;
  /** Puts the cursor at the end of the text, for a second attempt. */
  autoFocus: boolean;
  onType: (text: string) => void;
  onSubmit: () => void;
}

export function Writing(props: WritingProps) {
  const { text, seconds, gateMessage, failure, isBusy, onType, onSubmit } = props;
  const area = useCursorAtEnd(props.autoFocus);
  const isTooLong = text.length > MAX_ANSWER_CHARACTERS;
  return (
    <div className={styles.writing}>
      <Pace seconds={seconds} />
      <AnswerBox
        label="Your answer"
        text={text}
        area={area}
        placeholder="Answer as you would aloud: what happens, why, and when it fails."
        describedBy="answer-state"
        onType={onType}
        onSubmit={onSubmit}
      />
      {gateMessage === null ? null : (
        <Callout tone="time" title="Not graded yet" role="alert">
          <p>{gateMessage}</p>
        </Callout>
      )}
      {failure === null ? null : (
        <Callout tone="crash" title={failure.what} role="alert">
          <p>{failure.todo} Your text is kept.</p>
        </Callout>
      )}
      <div className={styles.foot}>
        <p id="answer-state" className={styles.state}>
          <span>{describeSeconds(seconds)}</span>
          <span>
            {isTooLong
              ? `${text.length} of at most ${MAX_ANSWER_CHARACTERS} characters: shorten it`
              : wordCount(text)}
          </span>
          <span>{draftWords[props.draftState]}</span>
        </p>
        <Button
          variant="primary"
          shortcut="Mod+Enter"
          busy={isBusy}
          aria-disabled={isTooLong}
          onClick={() => {
            if (!isTooLong) onSubmit();
          }}
        >
          Submit
        </Button>
      </div>
    </div>
  );
}

const draftWords: Readonly<Record<DraftState, string>> = {
  loading: "Loading …",
  saved: "Kept as you type",
  saving: "Keeping …",
  "kept-here": "Kept in this browser",
};

function useCursorAtEnd(wanted: boolean) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const { current } = area;
    if (!wanted || current === null) return;
    current.focus();
    current.setSelectionRange(current.value.length, current.value.length);
  }, [wanted]);
  return area;
}
