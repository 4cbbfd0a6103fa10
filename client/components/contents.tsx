// A page that lists what can be opened: what it is about, the next thing to take, and a row for each.
import type { ReactNode } from "react";
import { Link } from "react-router";
import styles from "./contents.module.css";

interface ContentsProps {
  title: string;
  lead: string;
  /** The way on: a link, and how far one is. */
  summary: ReactNode;
  /** `ContentsRow`s, or `ContentsGroup`s of them. */
  children: ReactNode;
  grouped?: boolean;
}

export function Contents({ title, lead, summary, children, grouped = false }: ContentsProps) {
  return (
    <div className={styles.page}>
      <header className={styles.heading}>
        <h1>{title}</h1>
        <p className={styles.lead}>{lead}</p>
        <div className={styles.summary}>{summary}</div>
      </header>
      {grouped ? children : <ol className={styles.list}>{children}</ol>}
    </div>
  );
}

interface ContentsGroupProps {
  title: string;
  /** How far one is with the group. */
  state: ReactNode;
  children: ReactNode;
}

export function ContentsGroup({ title, state, children }: ContentsGroupProps) {
  return (
    <section className={styles.group}>
      <div className={styles.groupHead}>
        <h2>{title}</h2>
        <p>{state}</p>
      </div>
      <ol className={styles.list}>{children}</ol>
    </section>
  );
}

interface ContentsRowProps {
  number: number;
  to: string;
  title: string;
  text: string;
  /** How far one is with it. */
  state: ReactNode;
}

export function ContentsRow({ number, to, title, text, state }: ContentsRowProps) {
  return (
    <li className={styles.row}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div>
        <Link to={to} className={styles.title}>
          {title}
        </Link>
        <p className={styles.text}>{text}</p>
      </div>
      <div className={styles.state}>{state}</div>
    </li>
  );
}

/** The same room for what is on its way. */
export function ContentsPage({ children }: { children: ReactNode }) {
  return <div className={styles.page}>{children}</div>;
}
