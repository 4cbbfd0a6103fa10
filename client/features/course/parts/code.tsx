// Code from a handler's file, by region; with its stages labelled, or as one block that says what it is.
import { type CodeLine, quoteLines, quoteStages, type Token } from "../../../../content/schema/code.ts";
import { Badge } from "../../../components/badge.tsx";
import { pick, useLesson } from "../lesson-context.ts";
import styles from "./code.module.css";

interface CodeProps {
  /** Id of the handler. */
  file: string;
  /** Everything, when it is left out. */
  region?: string;
  stages?: boolean;
}

export function Code({ file, region, stages = false }: CodeProps) {
  const { lesson, code } = useLesson();
  const { label, role } = pick(lesson.handlers, file);
  const source = pick(code, file);
  const isBroken = role === "unsafe" || role === "defect";
  return (
    <figure data-wide="" className={styles.figure} data-broken={isBroken || undefined}>
      <figcaption className={styles.caption}>
        <span>{label}</span>
        {isBroken ? <Badge tone="hostile">not safe</Badge> : null}
        {role === "correct" || role === "solution" ? <Badge tone="effect">holds</Badge> : null}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: code that is wider than the screen is scrolled by keyboard, too */}
      <div className={styles.scroll} tabIndex={0}>
        {stages ? (
          quoteStages(source, region ?? null).map(({ stage, lines }) => (
            <div key={`${stage}-${lines.length}`} className={styles.stage}>
              <div className={styles.label}>{stage?.replaceAll("-", " ")}</div>
              <Lines lines={lines} />
            </div>
          ))
        ) : (
          <Lines lines={quoteLines(source, region ?? null)} />
        )}
      </div>
    </figure>
  );
}

function Lines({ lines }: { lines: readonly CodeLine[] }) {
  return (
    <pre className={styles.lines}>
      <code>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line of code is known by its number
          <span key={index} className={styles.line}>
            {line.map(drawToken)}
            {"\n"}
          </span>
        ))}
      </code>
    </pre>
  );
}

function drawToken(token: Token, index: number) {
  if (typeof token === "string") return token;
  const [text, kind] = token;
  return (
    <span key={index} className={styles[kind]}>
      {text}
    </span>
  );
}
