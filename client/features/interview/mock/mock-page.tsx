// The mock interview: chosen, answered question by question without help, and read as a scorecard at the end.
import { useDraft } from "../../../api/use-draft.ts";
import { Skeleton } from "../../../components/skeleton.tsx";
import { Interviewing } from "./interviewing.tsx";
import styles from "./mock.module.css";
import { isOver, type MockInterview, readMockInterview } from "./mock-draft.ts";
import { Result } from "./result.tsx";
import { SetUp } from "./set-up.tsx";

type Kept = { readonly interview: MockInterview | null };

function readKept(stored: unknown): Kept | null {
  if (typeof stored !== "object" || stored === null) return null;
  return { interview: readMockInterview((stored as Partial<Kept>).interview) };
}

export default function MockPage() {
  const draft = useDraft<Kept>("interview/mock", { interview: null }, readKept);
  const { interview } = draft.value;
  const change = (changed: MockInterview | null) => draft.setValue({ interview: changed });
  if (interview === null && draft.state === "loading") {
    return (
      <div className={styles.page}>
        <Skeleton label="Your interview is loading" lines={5} />
      </div>
    );
  }
  if (interview === null) return <SetUp onBegin={change} />;
  return isOver(interview) ? (
    <Result interview={interview} onAgain={() => change(null)} />
  ) : (
    <Interviewing
      key={interview.turns.length}
      interview={interview}
      onChange={change}
      onAbandon={() => change(null)}
    />
  );
}
