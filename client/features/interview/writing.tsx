// Where the answer is written: the text, the clock, and what to do when it could not be graded.
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { DraftState } from "../../api/use-draft.ts";
import { Button } from "../../components/button.tsx";
import { Callout } from "../../components/callout.tsx";
import { Card } from "../../components/card.tsx";
import { VisuallyHidden } from "../../components/visually-hidden.tsx";
import { describeSeconds, MAX_ANSWER_CHARACTERS, wordCount } from "./words.ts";
import styles from "./writing.module.css";

interface WritingProps {
  text: string;
  seconds: number;
  followUp: string | null;
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
  const { text, seconds, followUp, gateMessage, failure, isBusy, onType, onSubmit } = props;
  const area = useCursorAtEnd(props.autoFocus);
  const isTooLong = text.length > MAX_ANSWER_CHARACTERS;
  const submit = () => {
    if (!isTooLong) onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <div className={styles.writing}>
      {followUp === null ? null : (
        <Callout title="Your interviewer asks on">
          <p>“{followUp}” Work the answer into your text.</p>
        </Callout>
      )}
      <Card flush className={styles.paper}>
        <label htmlFor="answer">
          <VisuallyHidden>Your answer</VisuallyHidden>
        </label>
        <textarea
          id="answer"
          ref={area}
          className={styles.area}
          value={text}
          placeholder="Answer as you would aloud: what happens, why, and when it fails."
          aria-describedby="answer-state"
          aria-invalid={isTooLong || undefined}
          spellCheck="true"
          onChange={(event) => onType(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </Card>
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
          onClick={submit}
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
