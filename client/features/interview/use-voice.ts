// Turns speech into text with the browser's own recogniser, where it has one; typing always works as well.
import { useEffect, useRef, useState } from "react";

/** The part of the Web Speech API that is used here; TypeScript does not know it. */
interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  /** Chrome 139 and later: never sends the sound to a server. */
  processLocally?: boolean;
  start(): void;
  stop(): void;
  abort(): void;
}

interface RecognitionClass {
  new (): Recognition;
  available?(options: { langs: string[]; processLocally: boolean }): Promise<string>;
}

interface ResultEvent extends Event {
  readonly resultIndex: number;
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }> & { readonly isFinal: boolean }>;
}

const LANGUAGE = "en-US";

export interface Voice {
  readonly isAvailable: boolean;
  readonly isListening: boolean;
  /** Whether this machine recognises speech by itself; false when the browser may send it to its maker. */
  readonly isLocal: boolean;
  /** What is being said, not certain yet. */
  readonly interim: string;
  /** Why it stopped, and what to do. */
  readonly problem: string | null;
  start(): void;
  stop(): void;
}

/** @param onHeard gets each stretch of speech once it is certain */
export function useVoice(onHeard: (text: string) => void): Voice {
  const [recogniser] = useState(findRecogniser);
  const isLocal = useIsLocal(recogniser);
  const [isListening, setIsListening] = useState(false);
  const [interim, setInterim] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<Recognition | null>(null);
  const heard = useRef(onHeard);
  heard.current = onHeard;
  useEffect(() => () => running.current?.abort(), []);

  const start = () => {
    if (recogniser === null || running.current !== null) return;
    const recognition = new recogniser();
    Object.assign(recognition, { lang: LANGUAGE, continuous: true, interimResults: true });
    if (isLocal) recognition.processLocally = true;
    recognition.addEventListener("result", (event) => {
      const { certain, open } = readResults(event as ResultEvent);
      if (certain !== "") heard.current(certain);
      setInterim(open);
    });
    recognition.addEventListener("error", (event) => {
      setProblem(describeFault("error" in event ? String(event.error) : ""));
    });
    recognition.addEventListener("end", () => {
      running.current = null;
      setIsListening(false);
      setInterim("");
    });
    running.current = recognition;
    setProblem(null);
    setIsListening(true);
    recognition.start();
  };
  const stop = () => running.current?.stop();
  return { isAvailable: recogniser !== null, isListening, isLocal, interim, problem, start, stop };
}

function findRecogniser(): RecognitionClass | null {
  const { SpeechRecognition, webkitSpeechRecognition } = window as {
    SpeechRecognition?: RecognitionClass;
    webkitSpeechRecognition?: RecognitionClass;
  };
  return SpeechRecognition ?? webkitSpeechRecognition ?? null;
}

function useIsLocal(recogniser: RecognitionClass | null): boolean {
  const [isLocal, setIsLocal] = useState(false);
  useEffect(() => {
    const asked = recogniser?.available?.({ langs: [LANGUAGE], processLocally: true });
    asked?.then(
      (state) => setIsLocal(state === "available"),
      // A browser that cannot say does it elsewhere.
      () => setIsLocal(false),
    );
  }, [recogniser]);
  return isLocal;
}

function readResults({ results, resultIndex }: ResultEvent): { certain: string; open: string } {
  const fresh = Array.from(results).slice(resultIndex);
  const textOf = (isFinal: boolean) =>
    fresh
      .filter((result) => result.isFinal === isFinal)
      .map((result) => result[0]?.transcript.trim() ?? "")
      .join(" ")
      .trim();
  return { certain: textOf(true), open: textOf(false) };
}

function describeFault(fault: string): string | null {
  switch (fault) {
    case "not-allowed":
    case "service-not-allowed":
      return "The microphone may not be used here. Allow it in the browser's address bar, or type.";
    case "audio-capture":
      return "No microphone was found. Plug one in, or type.";
    case "network":
      return "This browser recognises speech on its maker's servers and cannot reach them. Type instead.";
    case "no-speech":
      return "Nothing was heard. Speak again, or type.";
    case "aborted":
      return null;
    default:
      return "The browser's speech recognition stopped. Start it again, or type.";
  }
}
