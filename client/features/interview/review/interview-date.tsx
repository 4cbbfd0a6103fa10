// The day of an interview: how many days are left, and the field to set it.
import { type FormEvent, type ReactNode, useState } from "react";
import type { Agenda, Day } from "../../../../server/contract/review.ts";
import { describeError } from "../../../api/queries.ts";
import { useAimAtInterview } from "../../../api/use-review.ts";
import { Button } from "../../../components/button.tsx";
import { Field, TextInput } from "../../../components/field.tsx";
import styles from "./review.module.css";
import { count, describeDay } from "./words.ts";

export function InterviewDate({ agenda: { interview, today } }: { agenda: Agenda }) {
  const aim = useAimAtInterview();
  const [isEditing, setIsEditing] = useState(false);
  const set = (on: Day | null) => aim.mutate(on, { onSuccess: () => setIsEditing(false) });
  const error = aim.error === null ? undefined : describeError(aim.error).todo;
  return (
    <section aria-labelledby="interview-date" className={styles.aside}>
      <h2 id="interview-date">Interview</h2>
      {interview === null || isEditing ? (
        <DateForm start={interview?.on ?? ""} today={today} isBusy={aim.isPending} error={error} onSet={set}>
          {interview === null ? null : <Button onClick={() => setIsEditing(false)}>Keep the day</Button>}
        </DateForm>
      ) : (
        <>
          <p className={styles.figure}>{describeLeft(interview.daysLeft)}</p>
          <p className={styles.soft}>
            {describeDay(interview.on)}.
            {interview.daysLeft > 0 ? " Each card is seen once more in the last three days before it." : ""}
          </p>
          <div className={styles.actions}>
            <Button onClick={() => setIsEditing(true)}>Change</Button>
            <Button variant="quiet" busy={aim.isPending} onClick={() => set(null)}>
              No interview
            </Button>
          </div>
          {error === undefined ? null : <p role="alert">{error}</p>}
        </>
      )}
    </section>
  );
}

interface DateFormProps {
  start: Day | "";
  today: Day;
  isBusy: boolean;
  error: string | undefined;
  onSet: (on: Day) => void;
  /** Another way on. */
  children: ReactNode;
}

function DateForm({ start, today, isBusy, error, onSet, children }: DateFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSet(String(new FormData(event.currentTarget).get("on")));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        label="Day of the interview"
        help="Cards that would come later are brought into the last three days before it."
        error={error}
      >
        <TextInput type="date" name="on" required min={today} defaultValue={start} />
      </Field>
      <div className={styles.actions}>
        <Button type="submit" busy={isBusy}>
          Aim at it
        </Button>
        {children}
      </div>
    </form>
  );
}

function describeLeft(days: number): string {
  if (days === 0) return "Today";
  return days > 0 ? `${count(days, "day")} left` : `${count(-days, "day")} ago`;
}
