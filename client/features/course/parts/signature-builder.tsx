// The string to sign, byte by byte: change one of them and see the whole signature become another.
import { useEffect, useState } from "react";
import { Badge } from "../../../components/badge.tsx";
import { Button } from "../../../components/button.tsx";
import { Card } from "../../../components/card.tsx";
import { Field, TextArea, TextInput } from "../../../components/field.tsx";
import {
  example,
  firstDifferentByte,
  type Signed,
  type SignedByte,
  signatureOf,
  signedBytes,
} from "../signature.ts";
import styles from "./signature-builder.module.css";

export function SignatureBuilder() {
  const [signed, setSigned] = useState<Signed>(example);
  const signature = useSignature(signed);
  const bytes = signedBytes(signed);
  const differs = firstDifferentByte(bytes, sent);
  const set = (key: keyof Signed) => (value: string) => setSigned((before) => ({ ...before, [key]: value }));
  return (
    <div data-wide="">
      <Card className={styles.card}>
        <p className={styles.sent}>
          The provider has sent this signature: <code>{example.signature}</code>
        </p>
        <div className={styles.fields}>
          <Input label="webhook-id" value={signed.id} onChange={set("id")} />
          <Input label="webhook-timestamp" value={signed.timestamp} onChange={set("timestamp")} />
          <Field label="Raw body" className={styles.wide}>
            <TextArea
              mono
              spellCheck={false}
              rows={2}
              value={signed.body}
              onChange={({ target }) => set("body")(target.value)}
            />
          </Field>
          <Input label="Secret" value={signed.secret} onChange={set("secret")} wide />
        </div>
        <div className={styles.changes}>
          {changes.map(({ label, change }) => (
            <Button key={label} size="sm" onClick={() => setSigned(change)}>
              {label}
            </Button>
          ))}
          <Button size="sm" variant="quiet" onClick={() => setSigned(example)}>
            As it was sent
          </Button>
        </div>
        <Bytes bytes={bytes} differs={differs} />
        <div className={styles.result} aria-live="polite">
          <p>
            You compute: <code>{signature ?? "nothing"}</code>
          </p>
          <p>
            <Verdict signature={signature} differs={differs} bytes={bytes} />
          </p>
        </div>
      </Card>
    </div>
  );
}

const sent = signedBytes(example);

const changes: readonly { readonly label: string; change(signed: Signed): Signed }[] = [
  { label: "Parse and serialise again", change: (signed) => ({ ...signed, body: again(signed.body) }) },
  {
    label: "One cent more",
    change: (signed) => ({ ...signed, body: signed.body.replace(/\d(?=\D*$)/, "5") }),
  },
  {
    label: "Another time",
    change: (signed) => ({ ...signed, timestamp: String((Number(signed.timestamp) || 0) + 300) }),
  },
  { label: "No secret", change: (signed) => ({ ...signed, secret: "" }) },
];

/** What `express.json()` and `JSON.stringify` make of it; what is no JSON stays. */
function again(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}

function Input(props: { label: string; value: string; onChange: (value: string) => void; wide?: boolean }) {
  const { label, value, onChange, wide = false } = props;
  return (
    <Field label={label} className={wide ? styles.wide : undefined}>
      <TextInput mono spellCheck={false} value={value} onChange={({ target }) => onChange(target.value)} />
    </Field>
  );
}

/** Of the newest input only: an older one may be finished later. */
function useSignature(signed: Signed): string | null {
  const [signature, setSignature] = useState<string | null>(example.signature);
  useEffect(() => {
    let isWanted = true;
    void signatureOf(signed).then((made) => {
      if (isWanted) setSignature(made);
    });
    return () => {
      isWanted = false;
    };
  }, [signed]);
  return signature;
}

function Bytes({ bytes, differs }: { bytes: readonly SignedByte[]; differs: number | null }) {
  const text = new TextDecoder().decode(Uint8Array.from(bytes, ({ value }) => value));
  return (
    <figure className={styles.bytes}>
      <figcaption>
        {bytes.length} bytes are signed: <code>{text}</code>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its box is scrolled by keyboard, too */}
      <div className={styles.grid} tabIndex={0} role="img" aria-label="The same bytes, each in hexadecimal">
        {bytes.map(({ value, of }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a byte is known by its place
          <span key={at} className={styles.byte} data-of={of} data-differs={at === differs || undefined}>
            <span>{value.toString(16).padStart(2, "0")}</span>
            <span className={styles.character}>{printable(value)}</span>
          </span>
        ))}
      </div>
    </figure>
  );
}

const printable = (value: number) =>
  value === 32 ? "sp" : value > 32 && value < 127 ? String.fromCharCode(value) : "·";

interface VerdictProps {
  signature: string | null;
  differs: number | null;
  bytes: readonly SignedByte[];
}

function Verdict({ signature, differs, bytes }: VerdictProps) {
  if (signature === null)
    return (
      <>
        <Badge tone="hostile">no key</Badge> A secret is <code>whsec_</code> and base64. Without one there is
        nothing to check with: refuse to start.
      </>
    );
  if (signature === example.signature)
    return (
      <>
        <Badge tone="effect">the same</Badge> Whoever sent this knows the secret, and not one byte was
        changed.
      </>
    );
  if (differs === null)
    return (
      <>
        <Badge tone="hostile">another one</Badge> The bytes are those that were sent. The key is not.
      </>
    );
  const where = bytes[differs]?.of ?? "body";
  return (
    <>
      <Badge tone="hostile">another one</Badge> Byte {differs + 1} is the first that differs, in the{" "}
      {names[where]}. That is enough: no part of the signature is the same.
    </>
  );
}

const names: Readonly<Record<SignedByte["of"], string>> = {
  id: "id",
  timestamp: "timestamp",
  body: "body",
  between: "place between two parts",
};
