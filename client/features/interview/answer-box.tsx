// Where an answer is written or spoken: one box for the question, its follow-ups and the mock interview.
import { type KeyboardEvent, type RefObject, useId } from "react";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { LiveRegion } from "../../components/live-region.tsx";
import { VisuallyHidden } from "../../components/visually-hidden.tsx";
import styles from "./answer-box.module.css";
import { useVoice } from "./use-voice.ts";
import { MAX_ANSWER_CHARACTERS } from "./words.ts";

interface AnswerBoxProps {
  label: string;
  text: string;
  placeholder: string;
  /** For a follow-up: a few lines instead of a page. */
  short?: boolean;
  /** The id of the text that describes its state. */
  describedBy?: string | undefined;
  area?: RefObject<HTMLTextAreaElement | null> | undefined;
  onType: (text: string) => void;
  onSubmit: () => void;
}

export function AnswerBox(props: AnswerBoxProps) {
  const { label, text, placeholder, short = false, describedBy, area, onType, onSubmit } = props;
  const id = useId();
  const voice = useVoice((heard) => onType(text.trim() === "" ? heard : `${text.trimEnd()} ${heard}`));
  const isTooLong = text.length > MAX_ANSWER_CHARACTERS;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    if (isTooLong) return;
    voice.stop();
    onSubmit();
  };
  return (
    <Card flush className={styles.paper}>
      <label htmlFor={id}>
        <VisuallyHidden>{label}</VisuallyHidden>
      </label>
      <textarea
        id={id}
        ref={area}
        className={short ? styles.shortArea : styles.area}
        value={text}
        placeholder={placeholder}
        aria-describedby={describedBy}
        aria-invalid={isTooLong || undefined}
        spellCheck="true"
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {voice.isAvailable ? <VoiceBar voice={voice} /> : null}
    </Card>
  );
}

function VoiceBar({ voice }: { voice: ReturnType<typeof useVoice> }) {
  const { isListening, isLocal, interim, problem } = voice;
  const where = isLocal
    ? "Recognised on this machine."
    : "Your browser may send what you say to its maker to recognise it.";
  return (
    <div className={styles.voice}>
      <Button size="sm" aria-pressed={isListening} onClick={isListening ? voice.stop : voice.start}>
        <span className={isListening ? styles.on : styles.off} aria-hidden="true" />
        {isListening ? "Stop speaking" : "Speak"}
      </Button>
      <p className={styles.heard}>{problem ?? (isListening ? interim || "Listening …" : where)}</p>
      <LiveRegion message={problem ?? (isListening ? "Listening" : "")} />
    </div>
  );
}
