// Places labels so that none covers another or another's leader line; what finds no room is left out.

export interface LabelRequest<Band extends string> {
  readonly key: string;
  readonly text: string;
  readonly band: Band;
  /** What the label belongs to. */
  readonly x: number;
  readonly widthPx: number;
  /** Stands to the right or left of its mark, where a line passes above it; otherwise over it. */
  readonly beside?: boolean;
  /** Higher comes first when room is short. */
  readonly priority: number;
}

export interface Place {
  readonly left: number;
  /** 0 is the row next to the lane; a label further out has a leader line to its mark. */
  readonly row: number;
}

export interface Placement<Band extends string, Request> {
  readonly placed: readonly (Request & Place)[];
  readonly rowsUsed: Readonly<Record<Band, number>>;
}

interface PlacementOptions<Band extends string> {
  readonly rows: Readonly<Record<Band, number>>;
  readonly minX: number;
  readonly maxX: number;
}

/** Clear space around every label, and on each side of a leader line. */
export const LABEL_GAP_PX = 8;
const LEADER_PX = 4;
const BESIDE_PX = 9;
const SHORT_PX = 30;

export function placeLabels<Band extends string, Request extends LabelRequest<Band>>(
  requests: readonly Request[],
  options: PlacementOptions<Band>,
): Placement<Band, Request> {
  const bands = new Map<Band, Intervals[]>();
  const rowsUsed = Object.fromEntries(Object.keys(options.rows).map((band) => [band, 0])) as Record<
    Band,
    number
  >;
  const placed: (Request & Place)[] = [];
  // From right to left, crowded labels that begin at their marks make a staircase whose leader lines stay clear.
  const byPriority = [...requests].sort((one, other) => other.priority - one.priority || other.x - one.x);
  const isLonely = lonelinessOf(requests);
  for (const request of byPriority) {
    const rows = bands.get(request.band) ?? newRows(options.rows[request.band]);
    bands.set(request.band, rows);
    const found = findPlace(request, rows, { ...options, isLonely: isLonely(request) });
    if (found === null) continue;
    placed.push({ ...request, ...found });
    rowsUsed[request.band] = Math.max(rowsUsed[request.band], found.row + 1);
  }
  return { placed, rowsUsed };
}

function newRows(count: number) {
  return Array.from({ length: count }, () => new Intervals());
}

function findPlace<Band extends string>(
  request: LabelRequest<Band>,
  rows: readonly Intervals[],
  { minX, maxX, isLonely }: PlacementOptions<Band> & { isLonely: boolean },
): Place | null {
  const { x, widthPx } = request;
  if (widthPx > maxX - minX) return null;
  for (const [row, intervals] of rows.entries()) {
    // A leader line on its way to this row must not run through a label; rows further out only have more to cross.
    if (row > 0 && !rows[row - 1]?.isFree(x - LEADER_PX, x + LEADER_PX)) return null;
    for (const wanted of wantedLefts(request, isLonely)) {
      const left = Math.min(maxX - widthPx, Math.max(minX, wanted));
      if (!intervals.isFree(left - LABEL_GAP_PX, left + widthPx + LABEL_GAP_PX)) continue;
      intervals.add(left, left + widthPx);
      for (const crossed of rows.slice(0, row)) crossed.add(x - LEADER_PX, x + LEADER_PX);
      return { left, row };
    }
  }
  return null;
}

function wantedLefts({ x, widthPx, beside = false }: LabelRequest<string>, isLonely: boolean) {
  if (beside) return [x + BESIDE_PX, x - widthPx - BESIDE_PX];
  const [centred, begins, ends] = [x - widthPx / 2, x - 6, x - widthPx + 6];
  if (isLonely) return [centred, begins, ends];
  // A status code is short enough to stand left of its mark without hiding much.
  return widthPx <= SHORT_PX ? [begins, ends, x - widthPx - LEADER_PX] : [begins, ends, centred];
}

/** Whether a label may stand centred over its mark without standing in its neighbours' light. */
function lonelinessOf(requests: readonly LabelRequest<string>[]) {
  const anchors = new Map<string, number[]>();
  for (const { band, x } of [...requests].sort((one, other) => one.x - other.x)) {
    const xs = anchors.get(band) ?? [];
    xs.push(x);
    anchors.set(band, xs);
  }
  return ({ band, x, widthPx }: LabelRequest<string>): boolean => {
    const xs = anchors.get(band) ?? [];
    const reachPx = widthPx / 2 + LABEL_GAP_PX + LEADER_PX;
    const from = firstFrom(xs, x - reachPx);
    return from === firstFrom(xs, x) && (xs[from + 1] ?? Number.POSITIVE_INFINITY) > x + reachPx;
  };
}

/** The first of some sorted numbers that is not below a bound. */
function firstFrom(sorted: readonly number[], bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Taken stretches of one row, in order. */
class Intervals {
  readonly #taken: { from: number; to: number }[] = [];

  isFree(from: number, to: number): boolean {
    const next = this.#taken[this.#firstEndingAfter(from)];
    return next === undefined || next.from >= to;
  }

  add(from: number, to: number): void {
    this.#taken.splice(this.#firstEndingAfter(from), 0, { from, to });
  }

  #firstEndingAfter(x: number): number {
    let low = 0;
    let high = this.#taken.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#taken[middle]?.to ?? 0) <= x) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
