// The playground: the workbench on its own page, begun from a template or a shared file, with everything that was typed kept.
/// <reference path="./templates.d.ts" />

import templates from "virtual:templates";
import { type ReactNode, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import type { SchemeId } from "../../../server/contract/session.ts";
import { useDraft } from "../../api/use-draft.ts";
import { Select } from "../../components/select.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { EmptyState } from "../../components/states.tsx";
import type { Shared } from "../../prover/share.ts";
import { invariantWords } from "../../prover/words.ts";
import { Workbench } from "../../workbench/workbench.tsx";
import { OpenShared } from "./open-shared.tsx";
import styles from "./playground.module.css";
import { isScheme, schemes } from "./schemes.ts";
import { keepShared, listShared, readKept, sharedDraftKey, sharedFileKey } from "./shared-store.ts";

const DEFAULT_TEMPLATE = "naive";

export default function PlaygroundPage() {
  const [params, setParams] = useSearchParams();
  const sharedId = params.get("shared");
  /** Which shared code the learner has just asked to run; a reload does not ask again. */
  const [asked, setAsked] = useState<string | null>(null);
  const open = async (shared: Shared, isRun: boolean) => {
    const id = await keepShared(shared);
    setAsked(isRun ? id : null);
    setParams({ shared: id });
  };
  return (
    <OpenShared onOpen={(shared, isRun) => void open(shared, isRun)}>
      {(button) =>
        sharedId !== null && /^[a-z0-9]+$/.test(sharedId) ? (
          <FromShared key={sharedId} id={sharedId} isRun={asked === sharedId} button={button} />
        ) : (
          <FromTemplate button={button} />
        )
      }
    </OpenShared>
  );
}

function FromTemplate({ button }: { button: ReactNode }) {
  const { params, choose } = useChoice();
  const wanted = params.get("template") ?? DEFAULT_TEMPLATE;
  const template = templates.find(({ id }) => id === wanted) ?? templates[0];
  if (!template) throw new Error("content/templates is empty. The playground needs at least one template.");
  const given = params.get("scheme");
  const scheme: SchemeId = isScheme(given) ? given : (template.schemes[0] ?? "standard-v1");
  const starter = useMemo(() => ({ files: template.files, label: "Your handler" }), [template]);
  const about = template.schemes.includes(scheme)
    ? template.about
    : "This template checks another scheme than the one the provider now signs with: it will refuse genuine deliveries until you change it.";
  return (
    <>
      <Head
        source={template.id}
        scheme={scheme}
        about={about}
        button={button}
        onScheme={(next) => choose({ template: template.id, scheme: next })}
      />
      <div className={styles.bench}>
        <Workbench draftKey={`playground/${template.id}`} starter={starter} scheme={scheme} />
      </div>
    </>
  );
}

interface FromSharedProps {
  id: string;
  isRun: boolean;
  button: ReactNode;
}

function FromShared({ id, isRun, button }: FromSharedProps) {
  const { params, choose } = useChoice();
  const { value: shared, state } = useDraft<Shared | null>(sharedFileKey(id), null, readKept);
  const starter = useMemo(() => shared && { files: shared.files, label: "The shared handler" }, [shared]);
  const given = params.get("scheme");
  const scheme = isScheme(given) ? given : (shared?.case.scheme ?? "standard-v1");
  const onScheme = (next: SchemeId) => choose({ shared: id, scheme: next });
  const head = { source: `${SHARED}${id}`, scheme, button, onScheme };
  if (shared === null || starter === null) {
    return (
      <>
        <Head {...head} about="" />
        {state === "loading" ? (
          <Skeleton label="The shared counterexample is loading" lines={8} />
        ) : (
          <EmptyState title="This shared counterexample is not kept here">
            Open its file again, or ask whoever sent you this address for it.
          </EmptyState>
        )}
      </>
    );
  }
  return (
    <>
      <Head {...head} about={shared.case.sentence} />
      <div className={styles.bench}>
        <Workbench
          draftKey={sharedDraftKey(id)}
          starter={starter}
          scheme={scheme}
          scenario={shared.case.scenario}
          begin={{ case: shared.case, isRun }}
        />
      </div>
    </>
  );
}

interface HeadProps {
  source: string;
  scheme: SchemeId;
  about: string;
  button: ReactNode;
  onScheme(scheme: SchemeId): void;
}

const SHARED = "shared ";

function Head({ source, scheme, about, button, onScheme }: HeadProps) {
  const { choose } = useChoice();
  const shared = listShared().map(({ id, shared: { case: one } }) => ({
    value: `${SHARED}${id}`,
    label: `Shared: ${invariantWords[one.invariant].title} (${id.slice(0, 4)})`,
  }));
  const known = shared.some(({ value }) => value === source) || !source.startsWith(SHARED);
  return (
    <header className={styles.head}>
      <h1>Playground</h1>
      <Select
        aria-label="Template"
        className={styles.select}
        value={source}
        onChange={(next) =>
          choose(next.startsWith(SHARED) ? { shared: next.slice(SHARED.length) } : { template: next })
        }
        options={[
          ...templates.map(({ id, title }) => ({ value: id, label: title })),
          ...shared,
          ...(known ? [] : [{ value: source, label: "Shared" }]),
        ]}
      />
      <Select
        aria-label="Signature scheme"
        className={styles.select}
        value={scheme}
        onChange={onScheme}
        options={schemes}
      />
      <p className={styles.about}>{about}</p>
      {button}
    </header>
  );
}

/** What the page begins from stands in the address, so that a reload comes back to it; another template brings its own scheme. */
function useChoice() {
  const [params, setParams] = useSearchParams();
  return {
    params,
    choose: (next: { template?: string; shared?: string; scheme?: SchemeId }) =>
      setParams({ ...next }, { replace: true }),
  };
}
