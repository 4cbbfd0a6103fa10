// One attempt in the raw: what was sent, what of it was signed, what came back.
import { type ReactNode, useState } from "react";
import type { HeaderPairs, RawRequest, RawResponse } from "../../server/contract/history.ts";
import { Badge } from "../components/badge.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { Segmented } from "../components/segmented.tsx";
import { Select } from "../components/select.tsx";
import { EmptyState } from "../components/states.tsx";
import { type AttemptView, isAccepted, outcomeOf, titleOf } from "./attempts.ts";
import { bytesOf, hexDump, textOf } from "./bytes.ts";
import { curlCommand } from "./curl.ts";
import { Heading } from "./heading.tsx";
import styles from "./panels.module.css";
import { signatureHeaders, signedContent } from "./signed-content.ts";
import { useWorkbench } from "./use-workbench.ts";
import { plural } from "./words.ts";

export function ExchangePanel() {
  const { bench, view } = useWorkbench();
  const { attempts, selected, live } = view;
  if (attempts.length === 0 || !selected) {
    return (
      <EmptyState
        title={attempts.length === 0 ? "Nothing was sent yet" : "This step is no part of a request"}
      >
        Every request and its answer can be read here, byte by byte.
      </EmptyState>
    );
  }
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <Select
          aria-label="Attempt"
          value={selected.attemptId}
          onChange={(id) => bench.select(attempts.find(({ attemptId }) => attemptId === id)?.seq ?? null)}
          options={attempts.map((attempt, index) => ({
            value: attempt.attemptId,
            label: `${index + 1}. ${titleOf(attempt)} → ${outcomeOf(attempt)}`,
          }))}
        />
        {live && <CopyButton text={curlCommand(live.liveUrl, selected.request)} label="Copy as curl" />}
      </div>
      <p className={styles.badges}>
        <Badge tone={selected.origin === "hostile" ? "hostile" : "genuine"}>{selected.origin}</Badge>
        <Badge tone={isAccepted(selected) ? "effect" : "neutral"}>{outcomeOf(selected)}</Badge>
        <Badge tone={selected.effects.some(({ repeat }) => repeat > 0) ? "hostile" : "neutral"}>
          {plural(selected.effects.length, "effect")}
        </Badge>
      </p>
      <Request request={selected.request} />
      <Signed request={selected.request} />
      <Answer attempt={selected} />
    </div>
  );
}

function Request({ request }: { request: RawRequest }) {
  return (
    <Part title="Request">
      <code className={styles.startLine}>
        {request.method} {request.path} HTTP/1.1
      </code>
      <Headers headers={request.headers} />
      <Body base64={request.bodyBase64} />
    </Part>
  );
}

function Signed({ request }: { request: RawRequest }) {
  const signed = signedContent(request.headers);
  if (signed === null) {
    return (
      <Part title="What was signed">
        <p className={styles.soft}>Nothing: the request carries no signature.</p>
      </Part>
    );
  }
  return (
    <Part title="What was signed">
      <p className={styles.signed}>
        {signed.pieces.map(({ text, from }, index) =>
          from === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces stand in a fixed order
            <code key={index}>{text}</code>
          ) : (
            <span key={from} className={styles.piece}>
              <code>{text || "…"}</code>
              <small>{from}</small>
            </span>
          ),
        )}
      </p>
      <p className={styles.soft}>
        {signed.method}, sent as <code>{signed.signatureHeader}</code>. Whether it is right, only a check with
        the secret can tell.
      </p>
    </Part>
  );
}

function Answer({ attempt }: { attempt: AttemptView }) {
  const { outcome } = attempt;
  if (outcome?.kind !== "responded" && outcome?.kind !== "reply-lost") {
    return (
      <Part title="Response">
        <p className={styles.soft}>
          {outcomeOf(attempt)}.{outcome?.kind === "connection-lost" ? ` ${outcome.detail}` : ""}
        </p>
      </Part>
    );
  }
  return <Response response={outcome.response} isLost={outcome.kind === "reply-lost"} />;
}

function Response({ response, isLost }: { response: RawResponse; isLost: boolean }) {
  return (
    <Part title="Response">
      {isLost && <p className={styles.soft}>The receiver sent this; the provider never got it.</p>}
      <code className={styles.startLine}>HTTP/1.1 {response.status}</code>
      <Headers headers={response.headers} />
      <Body base64={response.bodyBase64} />
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <Heading>{title}</Heading>
      {children}
    </section>
  );
}

function Headers({ headers }: { headers: HeaderPairs }) {
  return (
    <dl className={styles.headers}>
      {headers.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header may be repeated; its position is what it has
        <div key={index} className={signatureHeaders.has(name.toLowerCase()) ? styles.signature : undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** More takes a browser seconds to lay out; an oversized body is much more. */
const SHOWN_BYTES = 24_000;

function Body({ base64 }: { base64: string }) {
  const text = textOf(base64);
  const [form, setForm] = useState<"text" | "hex">("text");
  const length = bytesOf(base64).length;
  if (length === 0) return <p className={styles.soft}>No body.</p>;
  const shown = form === "hex" || text === null ? "hex" : "text";
  return (
    <>
      <div className={styles.bodyHead}>
        <span className={styles.soft}>{plural(length, "byte")}</span>
        <Segmented
          label="Show the body as"
          size="sm"
          value={shown}
          onChange={setForm}
          options={[
            { value: "text", label: "Text", disabled: text === null },
            { value: "hex", label: "Hex" },
          ]}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <pre className={shown === "hex" ? styles.hex : styles.body} tabIndex={0}>
        {shown === "hex" ? hexDump(base64.slice(0, (SHOWN_BYTES / 3) * 4)) : text?.slice(0, SHOWN_BYTES)}
      </pre>
      {length > SHOWN_BYTES && (
        <p className={styles.soft}>The first {SHOWN_BYTES} bytes; the rest is left out here.</p>
      )}
    </>
  );
}
