// The figures of a burst, and its curves as a table.
import type { Burst, BurstFigures, BurstMoment } from "../../../../server/contract/burst.ts";
import { DataTable } from "../../../components/data-table.tsx";
import { Disclosure } from "../../../components/disclosure.tsx";
import { count, type ReceiverKey, receivers, tellMs } from "./burst-words.ts";
import { createTimeAxis, formatHours } from "./time-axis.ts";

const rows: readonly { readonly name: string; tell(figures: BurstFigures): string }[] = [
  { name: "Half done within", tell: ({ medianMs }) => tellMs(medianMs) },
  { name: "Slowest", tell: ({ longestMs }) => tellMs(longestMs) },
  { name: "Longest line", tell: ({ peak }) => count(peak) },
  { name: "Requests", tell: ({ attempts }) => count(attempts) },
  { name: "answered too late", tell: ({ timedOut }) => count(timedOut) },
  { name: "answered 503", tell: ({ refused }) => count(refused) },
  { name: "Given up", tell: ({ deadLetters }) => count(deadLetters) },
  { name: "Never done", tell: ({ lost }) => count(lost) },
];

export function BurstTable({ burst }: { burst: Burst }) {
  return (
    <DataTable
      caption="One burst, met in three ways and measured"
      showCaption
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: "what", header: "Measured", isRowHeader: true, cell: ({ name }) => name },
        ...receivers.map(({ key, name }) => ({
          key,
          header: name,
          kind: "figure" as const,
          cell: ({ tell }: (typeof rows)[number]) => tell(burst[key]),
        })),
      ]}
    />
  );
}

/** The curves at the moments that their scale names. */
export function MomentsTable({ burst }: { burst: Burst }) {
  const marksMs = createTimeAxis(endOf(burst)).marksMs.slice(1);
  const cell = (key: ReceiverKey) => (ms: number) => {
    const { waiting, done } = momentAt(burst[key].moments, ms);
    return `${count(waiting)} wait, ${count(done)} done`;
  };
  return (
    <div>
      <Disclosure summary="The curves as a table">
        <DataTable
          caption="Who waits, and what is done, at some moments"
          rows={marksMs}
          rowKey={String}
          columns={[
            { key: "at", header: "After", isRowHeader: true, cell: formatHours },
            ...receivers.map(({ key, name }) => ({
              key,
              header: name,
              kind: "figure" as const,
              cell: cell(key),
            })),
          ]}
        />
      </Disclosure>
    </div>
  );
}

/** When the last of the three is through, in virtual ms; never 0. */
export const endOf = (burst: Burst) =>
  Math.max(1_000, ...receivers.map(({ key }) => burst[key].moments.at(-1)?.atMs ?? 0));

const nothing: BurstMoment = { atMs: 0, waiting: 0, attempts: 0, done: 0 };
const momentAt = (moments: readonly BurstMoment[], ms: number) =>
  moments.findLast(({ atMs }) => atMs <= ms) ?? nothing;
