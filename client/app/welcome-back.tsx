// Every later visit: where was I, what is due today, and what comes next.
/// <reference path="../api/virtual-course.d.ts" />
/// <reference path="../api/virtual-labs.d.ts" />
import course from "virtual:course";
import labs from "virtual:labs";
import { Link } from "react-router";
import type { ProgressView } from "../../server/contract/progress.ts";
import type { Agenda } from "../../server/contract/review.ts";
import { useLive } from "../api/live.ts";
import { useQuestions } from "../api/queries.ts";
import { ButtonLink } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { DueToday } from "./due-today.tsx";
import styles from "./home-page.module.css";
import { FIRST_LESSON } from "./places.ts";

interface WelcomeBackProps {
  progress: ProgressView;
  /** Null when it could not be read. */
  agenda: Agenda | null;
}

export function WelcomeBack({ progress, agenda }: WelcomeBackProps) {
  const place = usePlaceName(progress.lastPlace);
  const path = progress.lastPlace ?? `/learn/${FIRST_LESSON}`;
  return (
    <section className={styles.back}>
      <Card className={styles.resume}>
        <div>
          <div className={styles.eyebrow}>Where you were</div>
          <h1>{place}</h1>
        </div>
        <ButtonLink variant="primary" size="lg" to={path}>
          Go on
        </ButtonLink>
      </Card>
      {agenda === null ? null : <DueToday agenda={agenda} />}
      <h2>What else there is</h2>
      <ul className={styles.next}>
        {nextPlaces(path).map(({ to, title, text }) => (
          <li key={to}>
            <Link to={to}>{title}</Link>
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <p className={styles.count}>
        {progress.milestones.length === 1
          ? "1 step is done."
          : `${progress.milestones.length} steps are done.`}{" "}
        <Link to="/progress">See them all</Link>
      </p>
    </section>
  );
}

const everywhere = [
  { to: "/learn", title: "The course", text: "Every lesson, and how far you are with it." },
  { to: "/labs", title: "Labs", text: "Receivers to break, to repair, and to have proved." },
  { to: "/playground", title: "The playground", text: "Your own handler, from a template or an empty file." },
  {
    to: "/interview",
    title: "Interview questions",
    text: "Answer in your own words; see what was found in them.",
  },
];

function nextPlaces(current: string) {
  return everywhere.filter(({ to }) => !current.startsWith(to));
}

function usePlaceName(path: string | null): string {
  const { data: questions } = useQuestions();
  const lessons = useLive(course);
  const allLabs = useLive(labs);
  const titleOf = (lessonId: string) => lessons.find(({ id }) => id === lessonId)?.title ?? "A lesson";
  if (path === null) return titleOf(FIRST_LESSON);
  // A place in a lesson carries its step behind a #.
  const [, area, id] = path.replace(/#.*$/, "").split("/");
  if (area === "learn") return id === undefined ? "The course" : titleOf(id);
  if (area === "labs") return allLabs.find((lab) => lab.id === id)?.title ?? "Labs";
  if (area === "playground") return "The playground";
  if (area === "progress") return "Your progress";
  if (id === undefined) return "Interview questions";
  return questions?.find((question) => question.id === id)?.question ?? "An interview question";
}
