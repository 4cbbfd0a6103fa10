// Before the interview: who is interviewed, and for how long.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RoleSummary } from "../../../../server/contract/mock-interview.ts";
import { drawInterview, getInterviewRoles } from "../../../api/mock-interview.ts";
import { describeError } from "../../../api/queries.ts";
import { Button } from "../../../components/button.tsx";
import { Callout } from "../../../components/callout.tsx";
import { Segmented } from "../../../components/segmented.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { ErrorState } from "../../../components/states.tsx";
import styles from "./mock.module.css";
import { beginInterview, type MockInterview } from "./mock-draft.ts";

const lengths = [
  { value: "5", label: "5 questions, 15 min" },
  { value: "7", label: "7, 25 min" },
  { value: "9", label: "9, 35 min" },
] as const;
type Length = (typeof lengths)[number]["value"];

export function SetUp({ onBegin }: { onBegin: (interview: MockInterview) => void }) {
  const roles = useQuery({
    queryKey: ["interview-roles"],
    queryFn: ({ signal }) => getInterviewRoles(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [role, setRole] = useState<string | null>(null);
  const [length, setLength] = useState<Length>("5");
  const chosen = roles.data?.find(({ id }) => id === role) ?? roles.data?.[0];
  const draw = useMutation({
    mutationFn: (wanted: string) => {
      const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
      return drawInterview({ role: wanted, length: Number(length) as 5 | 7 | 9, seed });
    },
    onSuccess: ({ role: drawn, questions }) => onBegin(beginInterview(drawn.title, questions, Date.now())),
  });
  if (roles.isError) {
    const retry = <Button onClick={() => void roles.refetch()}>Try again</Button>;
    return <ErrorState {...describeError(roles.error)} where="The roles" action={retry} />;
  }
  return (
    <div className={styles.page}>
      <header className={styles.heading}>
        <h1>Mock interview</h1>
        <p className={styles.lead}>
          One question at a time, each with a follow-up about what you left out. No help and no grades until
          the end; then a scorecard with your own words as evidence.
        </p>
      </header>
      {roles.data === undefined ? (
        <Skeleton label="The roles are loading" lines={5} />
      ) : (
        <Roles roles={roles.data} chosen={chosen?.id} onChoose={setRole} />
      )}
      <Segmented
        label="Length"
        options={lengths}
        value={length}
        onChange={setLength}
        className={styles.length}
      />
      {draw.isError ? (
        <Callout tone="crash" title={describeError(draw.error).what} role="alert">
          <p>{describeError(draw.error).todo}</p>
        </Callout>
      ) : null}
      <div>
        <Button
          variant="primary"
          size="lg"
          busy={draw.isPending}
          aria-disabled={chosen === undefined}
          onClick={() => chosen && draw.mutate(chosen.id)}
        >
          Begin
        </Button>
      </div>
    </div>
  );
}

interface RolesProps {
  roles: readonly RoleSummary[];
  chosen: string | undefined;
  onChoose: (role: string) => void;
}

function Roles({ roles, chosen, onChoose }: RolesProps) {
  return (
    <fieldset className={styles.roles}>
      <legend>You are interviewed as</legend>
      {roles.map(({ id, title, summary }) => (
        <label key={id} className={styles.role}>
          <input type="radio" name="role" checked={id === chosen} onChange={() => onChoose(id)} />
          <span>
            <b>{title}</b>
            <span className={styles.note}>{summary}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
