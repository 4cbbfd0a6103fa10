// The cards of today and of the days after it, as bars and as a table.
import type { Agenda, Day } from "../../../../server/contract/review.ts";
import { classNames } from "../../../components/class-names.ts";
import { DataTable } from "../../../components/data-table.tsx";
import { Disclosure } from "../../../components/disclosure.tsx";
import styles from "./coming-days.module.css";
import panel from "./review.module.css";
import { count, describeDay } from "./words.ts";

export function ComingDays({ agenda: { days, today, interview } }: { agenda: Agenda }) {
  const most = Math.max(1, ...days.map(({ cards }) => cards));
  const [now, ...later] = days.map(({ cards }) => cards);
  const after = later.reduce((sum, cards) => sum + cards, 0);
  const isInterview = (on: Day) => on === interview?.on;
  return (
    <section aria-labelledby="coming-days" className={panel.aside}>
      <h2 id="coming-days">The next two weeks</h2>
      <p className={panel.soft}>
        {count(now ?? 0, "card")} today, {after} in the days after.
      </p>
      <div className={styles.bars} aria-hidden="true">
        {days.map(({ on, cards }) => (
          <div key={on} className={styles.day}>
            {isInterview(on) ? <span className={styles.mark}>◆</span> : null}
            <span className={styles.count}>{cards === 0 ? "" : cards}</span>
            <span className={styles.bar} style={{ blockSize: `${(cards / most) * 72}px` }} />
            <span className={classNames(styles.name, on === today && styles.today)}>
              {Number(on.slice(8))}
            </span>
          </div>
        ))}
      </div>
      {days.some(({ on }) => isInterview(on)) ? <p className={styles.legend}>◆ your interview</p> : null}
      <Disclosure summary="The same as a table">
        <DataTable
          caption="Cards on each day"
          rows={days}
          rowKey={({ on }) => on}
          columns={[
            {
              key: "day",
              header: "Day",
              isRowHeader: true,
              cell: ({ on }) => nameOf(on, today, isInterview(on)),
            },
            { key: "cards", header: "Cards", kind: "figure", cell: ({ cards }) => cards },
          ]}
        />
      </Disclosure>
    </section>
  );
}

function nameOf(on: Day, today: Day, isInterview: boolean): string {
  const name = on === today ? `Today, ${describeDay(on)}` : describeDay(on);
  return isInterview ? `${name}: your interview` : name;
}
