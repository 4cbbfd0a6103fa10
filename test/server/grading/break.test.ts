// A break in its history: whether it shows at its entry, and how far the timeline is told.
import { describe, expect, it, test } from "vitest";
import { broken, held, type Judgement } from "../../../content/schema/invariants/judgement.ts";
import { type Break, breakIn, lastTold, standsFor } from "../../../server/grading/break.ts";
import { invariantIds, type JudgeRun } from "../../../server/grading/judging.ts";
import {
  answered,
  at,
  attempt,
  callAnswered,
  called,
  down,
  effect,
  type HistoryDraft,
  historyOf,
  later,
  logged,
  paid,
  settled,
  timedOut,
  up,
} from "../../content/schema/histories.ts";

const invariant = "effect-at-least-once";
const judgedAs =
  (judge: (entries: number) => Judgement): JudgeRun =>
  ({ history }) =>
    Object.fromEntries(invariantIds.map((id) => [id, judge(history.length)])) as ReturnType<JudgeRun>;

const isBroken = broken({ summary: "It broke.", seq: 1, byEffect: true });
const history = historyOf(paid("evt_1"), ...attempt("a", "evt_1", 200), settled("evt_1"), later(99));
const run = { history, secrets: [] };

describe("a break", () => {
  it("shows at its entry when the history up to there is broken, too", () => {
    const one = breakIn(
      run,
      invariant,
      judgedAs((entries) => (entries >= 2 ? isBroken : held("fine"))),
    );
    expect(one).toEqual({ broken: isBroken, history, shownSeq: 1 });
    expect(one && lastTold(one)).toBe(1);
  });

  it("shows only at the end when the history up to its entry is not", () => {
    const one = breakIn(
      run,
      invariant,
      judgedAs((entries) => (entries >= 5 ? isBroken : held("fine"))),
    );
    expect(one?.shownSeq).toBeNull();
  });

  it("shows with the answer to a request that was underway by then, when it shows only so", () => {
    const one = breakIn(
      run,
      invariant,
      judgedAs((entries) => (entries >= 3 ? isBroken : held("fine"))),
    );
    expect(one?.shownSeq).toBe(2);
    expect(one?.broken.seq).toBe(1);
  });

  it("is none in a run that holds", () => {
    expect(
      breakIn(
        run,
        invariant,
        judgedAs(() => held("fine")),
      ),
    ).toBeNull();
  });
});

describe("the timeline of what is missing ends", () => {
  const call = (id: string, atMs: number, attemptId: string | null = null): HistoryDraft[] => [
    ...at(atMs, called({ id, attemptId })),
    ...at(atMs + 6, callAnswered({ id, attemptId })),
  ];
  const refused = (id: string, atMs: number): HistoryDraft[] => [
    ...at(atMs, called({ id })),
    ...at(atMs + 6, callAnswered({ id, fault: "refused" })),
  ];
  /** The last entry that is told, in the middle of which something may be missing. */
  const endOf = (...drafts: HistoryDraft[]) => {
    const missing = { broken: isBroken, history: historyOf(...drafts), shownSeq: null };
    return lastTold(missing);
  };
  const delivered = [paid("evt_1"), ...attempt("a", "evt_1", 200), settled("evt_1")];
  const { length } = delivered;

  test("with the history where no timer looks around", () => {
    expect(endOf(...delivered, ...at(90, later(99)))).toBe(length);
    expect(endOf(...delivered, logged("idle"))).toBe(length);
    expect(endOf()).toBe(-1);
  });

  test("with the first look of timers that find nothing, all its calls included", () => {
    const look = [...call("p", 1_000), ...call("q", 1_006)];
    const later = [...call("r", 2_000), ...call("s", 2_006), ...call("t", 9_000)];
    expect(endOf(...delivered, ...look, ...later)).toBe(length + 3);
  });

  test("with all that follows at once from a call that failed", () => {
    const failing = [...call("p", 1_000), ...refused("q", 1_006), ...at(1_012, logged("worker: it broke"))];
    expect(
      endOf(...delivered, ...failing, ...call("r", 1_012), ...call("s", 2_000), ...call("t", 3_000)),
    ).toBe(length + 6);
  });

  test.each<[string, HistoryDraft]>([
    ["an effect", effect("mailed", null)],
    ["an end of the receiver", down()],
    ["a start", up()],
    ["an answer", answered("a", 200)],
  ])("not before %s", (_what, news) => {
    const looks = [...call("p", 1_000), ...call("q", 2_000), ...call("r", 3_000)];
    expect(endOf(...delivered, ...looks, ...at(4_000, news))).toBe(length + looks.length);
  });

  test("not before the last call of a request", () => {
    const looks = [...call("p", 1_000), ...call("q", 2_000)];
    expect(endOf(...delivered, ...looks, ...call("r", 3_000, "a"))).toBe(length + looks.length + 1);
  });
});

describe("a smaller schedule", () => {
  const shown: Break = { broken: isBroken, history, shownSeq: 1 };
  const wrongAnswer: Break = { ...shown, broken: { ...isBroken, byEffect: false } };

  it("may end where its break shows, and not before that", () => {
    expect(standsFor(shown, { end: "stop" }, shown)).toBe(true);
    expect(standsFor({ ...shown, shownSeq: null }, { end: "stop" }, shown)).toBe(false);
    expect(standsFor({ ...shown, shownSeq: null }, { end: "settle" }, shown)).toBe(true);
  });

  it("shows no less than that the shop was changed, where it was", () => {
    expect(standsFor(wrongAnswer, { end: "stop" }, shown)).toBe(false);
    expect(standsFor(wrongAnswer, { end: "settle" }, shown)).toBe(false);
    expect(standsFor(wrongAnswer, { end: "stop" }, wrongAnswer)).toBe(true);
    expect(standsFor(shown, { end: "stop" }, wrongAnswer)).toBe(true);
  });

  it("has no more requests time out by then than the one that was found", () => {
    const withTimeOuts = (isShown: boolean, ...drafts: HistoryDraft[]): Break => {
      const { length } = drafts;
      const ends = [...drafts, settled("evt_1"), timedOut("z")];
      return {
        broken: { ...isBroken, seq: length },
        history: historyOf(...ends),
        shownSeq: isShown ? length : null,
      };
    };
    const [none, one] = [withTimeOuts(true, paid("evt_1")), withTimeOuts(true, paid("evt_1"), timedOut("a"))];
    const atEnd = withTimeOuts(false, paid("evt_1"));
    expect(standsFor(one, { end: "settle" }, none)).toBe(false);
    expect(standsFor(atEnd, { end: "settle" }, none)).toBe(false);
    expect(standsFor(none, { end: "settle" }, one)).toBe(true);
    expect(standsFor(one, { end: "settle" }, one)).toBe(true);
    expect(standsFor(one, { end: "settle" }, atEnd)).toBe(true);
  });
});
