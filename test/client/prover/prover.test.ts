// The prover without a page: the search, what is looked at, one schedule again, and on two handlers.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createEditorStore, type EditorStore } from "../../../client/editor/store.ts";
import { caseOf, leadingBreak } from "../../../client/prover/case.ts";
import { Prover } from "../../../client/prover/prover.ts";
import { againScene, foundScene } from "../../../client/prover/prover-state.ts";
import type { InvariantId } from "../../../server/contract/invariants.ts";
import type { ProofEvent } from "../../../server/contract/proof.ts";
import {
  counterexamples,
  duplicateHistory,
  duplicateToken,
  errorVerdict,
  failVerdict,
  forgeryHistory,
  forgeryToken,
  harmlessDuplicateHistory,
  nothingShownVerdict,
  onceVerdict,
  passVerdict,
} from "../fixtures/proofs.ts";
import { type AskedProof, fakeProofApi } from "./fake-api.ts";

const code = Array.from({ length: 24 }, (_, index) => `line ${index + 1}`).join("\n");
const starter = { "handler.ts": code };
let editor: EditorStore;
let prover: Prover;
let fake: ReturnType<typeof fakeProofApi>;
beforeEach(() => {
  fake = fakeProofApi();
  editor = createEditorStore(starter);
  prover = new Prover({ editor, scheme: "standard-v1", scenario: "payments", api: fake.api });
});

const progress = (schedules: number, ...broken: InvariantId[]): ProofEvent => ({
  type: "progress",
  family: "crashes",
  schedules,
  broken,
});
const historyOf = (invariant: InvariantId): ProofEvent => ({
  type: "history",
  invariant,
  token: counterexamples[invariant]?.token ?? "",
  epochMs: 0,
  entries: counterexamples[invariant]?.history() ?? [],
});
const fail = (proof: AskedProof) =>
  proof.tell(
    historyOf("effect-at-most-once"),
    historyOf("refuses-forgery"),
    historyOf("keeps-newest-state"),
    { type: "verdict", verdict: failVerdict() },
  );

async function failed() {
  prover.prove();
  fail(await fake.latest());
  await vi.waitFor(() => expect(prover.read().search.phase).toBe("finished"));
  const { chosen } = prover.read();
  if (chosen === null) throw new Error("Nothing was chosen.");
  return chosen;
}
const forgery = () => {
  const verdict = failVerdict();
  const judged = verdict.invariants.find(({ id }) => id === "refuses-forgery");
  const found = judged && caseOf(verdict, judged);
  if (!found) throw new Error("The fixture has no forgery.");
  return found;
};

describe("a search", () => {
  test("sends the code as it stands, and tells its progress and what it finds", async () => {
    prover.prove();
    const proof = await fake.latest();
    expect(proof.request).toEqual({
      submission: { files: starter },
      scenario: "payments",
      scheme: "standard-v1",
    });
    proof.tell({ type: "queued", ahead: 1 });
    expect(prover.read().search).toEqual({ phase: "queued", ahead: 1 });
    proof.tell(progress(12), progress(30, "refuses-forgery"));
    expect(prover.read()).toMatchObject({
      search: { phase: "running", family: "crashes", schedules: 30 },
      news: "Found broken: Refuses forgery.",
    });
  });

  test("that fails shows what nobody can take back at the step that shows it", async () => {
    const chosen = await failed();
    expect(chosen).toEqual({
      token: duplicateToken,
      invariant: "effect-at-most-once",
      sentence: "It happened twice: shp_2: ord_1042 shipped.",
      scenario: "payments",
      scheme: "standard-v1",
      seed: 1,
    });
    const shown = foundScene(prover.read())?.steps?.find(({ seq }) => seq === prover.read().seq);
    expect(shown?.what).toBe("ship ord_1042 → shp_2: ord_1042 shipped, again");
    expect(editor.read().revealed).toMatchObject({ file: "handler.ts", line: 12 });
    expect(prover.read().news).toBe("It breaks. Order 1042 ships twice. 3 invariants broken.");
  });

  test("that passes says how much was run, and shows no counterexample", async () => {
    prover.prove();
    (await fake.latest()).tell({ type: "verdict", verdict: passVerdict(false) });
    await vi.waitFor(() =>
      expect(prover.read().news).toMatch(/^It holds: 415 schedules.*Not every schedule/),
    );
    expect(prover.read().chosen).toBeNull();
  });

  test("of code that does not start points at the place", async () => {
    prover.prove();
    const place = { file: "handler.ts", line: 3, column: 2 };
    const problem = { stage: "compile" as const, message: "Unexpected token", place };
    const verdict = errorVerdict({ fault: "start", problem });
    (await fake.latest()).tell({ type: "verdict", verdict });
    await vi.waitFor(() => expect(editor.read().problems).toEqual([{ message: "Unexpected token", place }]));
    expect(editor.read().target).toEqual(place);
  });

  test("of the same code is not begun twice at once; other code takes its place", async () => {
    prover.prove();
    await fake.latest();
    prover.prove();
    expect(fake.asked).toHaveLength(1);
    editor.edit("handler.ts", `${code}\nmore`);
    prover.prove();
    const second = await fake.latest(2);
    expect(fake.stopped).toEqual(["proof_1"]);
    second.tell({ type: "verdict", verdict: passVerdict() });
    await vi.waitFor(() => expect(prover.read().search.phase).toBe("finished"));
  });

  test("can be stopped, and is stopped when the page is left", async () => {
    prover.prove();
    await fake.latest();
    prover.stop();
    await vi.waitFor(() => expect(prover.read().search.phase).toBe("stopped"));
    prover.prove();
    await fake.latest(2);
    prover.close();
    expect(fake.stopped).toEqual(["proof_1", "proof_2"]);
  });

  test("told again from its start after an interruption is the same", async () => {
    prover.prove();
    const proof = await fake.latest();
    proof.tell(progress(30, "refuses-forgery"), historyOf("refuses-forgery"));
    const before = prover.read();
    proof.tell(progress(30, "refuses-forgery"), historyOf("refuses-forgery"));
    expect(prover.read()).toEqual(before);
  });
});

describe("what is looked at", () => {
  test("is marked in the code, and steps bring their line into sight without taking the focus", async () => {
    await failed();
    prover.choose(forgery());
    const first = foundScene(prover.read())?.steps?.find(({ place }) => place?.line === 11);
    prover.step(first?.seq ?? -1);
    prover.mark();
    expect(editor.read().marks.map(({ line, strength }) => [line, strength])).toEqual([
      [11, "strong"],
      [12, "faint"],
      [13, "faint"],
    ]);
    expect([editor.read().revealed?.line, editor.read().target]).toEqual([11, null]);
  });

  test("of a schedule that the search did not find is its own run", async () => {
    prover.choose(forgery());
    expect(prover.read()).toMatchObject({ view: "again", seq: null });
    prover.mark();
    expect(editor.read().marks).toEqual([]);
  });
});

describe("one schedule again", () => {
  const answer = (proof: AskedProof, isBroken: boolean) =>
    proof.tell(
      {
        type: "history",
        invariant: isBroken ? "effect-at-most-once" : null,
        token: duplicateToken,
        epochMs: 0,
        entries: isBroken ? duplicateHistory() : harmlessDuplicateHistory(),
      },
      { type: "verdict", verdict: onceVerdict("effect-at-most-once", isBroken) },
    );

  test.each([
    [true, "broken", "Effect at most once: this schedule still breaks it."],
    [false, "held", "Effect at most once: this schedule no longer breaks it."],
  ])("runs on the code as it stands (broken: %s) and is shown", async (isBroken, outcome, news) => {
    const chosen = await failed();
    editor.edit("handler.ts", `// mended\n${code}`);
    const again = prover.again(chosen);
    const proof = await fake.latest(2);
    expect(proof.request).toMatchObject({
      submission: { files: { "handler.ts": `// mended\n${code}` } },
      reproduce: duplicateToken,
      seed: 1,
    });
    answer(proof, isBroken);
    await again;
    expect(prover.read()).toMatchObject({ view: "again", news });
    expect(prover.read().retries[duplicateToken]).toMatchObject({ phase: "done", outcome });
    expect(againScene(prover.read())?.steps === null).toBe(!isBroken);
  });

  test("that was run for another than the one looked at changes nothing of the view", async () => {
    await failed();
    const again = prover.again(forgery());
    const proof = await fake.latest(2);
    proof.tell(
      {
        type: "history",
        invariant: "refuses-forgery",
        token: forgeryToken,
        epochMs: 0,
        entries: forgeryHistory(),
      },
      { type: "verdict", verdict: onceVerdict("refuses-forgery", true) },
    );
    await again;
    expect(prover.read()).toMatchObject({ view: "found", chosen: { token: duplicateToken } });
  });

  test("that cannot be run is shown with the reason", async () => {
    const chosen = await failed();
    const again = prover.again(chosen);
    (await fake.latest(2)).tell({
      type: "verdict",
      verdict: errorVerdict({ fault: "ours", message: "It broke." }),
    });
    await again;
    expect(prover.read().retries[duplicateToken]).toMatchObject({ phase: "failed", message: "It broke." });
    expect(prover.read()).toMatchObject({ view: "again", seq: null, news: "It broke." });
  });

  test("that shows nothing any more is no success, and what was played is there to be looked at", async () => {
    const chosen = await failed();
    const again = prover.again(chosen);
    (await fake.latest(2)).tell(
      { type: "history", invariant: null, token: duplicateToken, epochMs: 0, entries: duplicateHistory() },
      { type: "verdict", verdict: nothingShownVerdict("effect-at-most-once", "It cannot be played.") },
    );
    await again;
    expect(prover.read().retries[duplicateToken]).toMatchObject({
      ...{ phase: "done", outcome: "not-checked", summary: "It cannot be played." },
      history: duplicateHistory(),
    });
    expect(prover.read().news).toBe("Effect at most once: this schedule is no test of it any more.");
  });

  test("that is played on shows how it went on; a twin run stays with what was asked, step by step", async () => {
    const chosen = await failed();
    const told = [duplicateHistory(), harmlessDuplicateHistory()].map((entries) => ({
      ...({ type: "history", invariant: null, token: duplicateToken, epochMs: 0, entries } as const),
    }));
    const verdict = { type: "verdict", verdict: onceVerdict("effect-at-most-once", false) } as const;
    const again = prover.again(chosen);
    (await fake.latest(2)).tell(...told, verdict);
    await again;
    expect(prover.read().retries[duplicateToken]).toMatchObject({ history: harmlessDuplicateHistory() });
    const twin = prover.twin(chosen, { name: "Other", files: { "handler.ts": "other" } });
    for (const count of [3, 4]) (await fake.latest(count)).tell(...told, verdict);
    await twin;
    const [one, other] = [prover.read().twin?.one, prover.read().twin?.other];
    for (const side of [one, other]) expect(side).toMatchObject({ history: duplicateHistory() });
  });

  test("is announced when it begins, so that the same outcome is heard a second time", async () => {
    const chosen = await failed();
    const heard: string[] = [];
    prover.subscribe(() => prover.read().news === heard.at(-1) || heard.push(prover.read().news));
    for (const count of [2, 3]) {
      const again = prover.again(chosen);
      answer(await fake.latest(count), true);
      await again;
    }
    const [begins, ends] = [
      "Effect at most once: this one schedule is run on the code as it stands.",
      "Effect at most once: this schedule still breaks it.",
    ];
    expect(heard).toEqual([begins, ends, begins, ends]);
  });

  test("is followed by the next one of several, until the page is left", async () => {
    const chosen = await failed();
    const all = prover.againAll([chosen, forgery(), chosen]);
    answer(await fake.latest(2), true);
    const second = await fake.latest(3);
    expect(second.request).toMatchObject({ reproduce: forgeryToken });
    prover.close();
    await all;
    expect([fake.asked.length, fake.stopped]).toEqual([3, [second.id]]);
  });

  test("survives the next search as a result for the code of then", async () => {
    const chosen = await failed();
    const again = prover.again(chosen);
    answer(await fake.latest(2), true);
    await again;
    prover.prove();
    expect(prover.read().retries[duplicateToken]).toMatchObject({ phase: "done", files: starter });
  });
});

test("a twin run plays the same schedule on both, and the newest one counts", async () => {
  const chosen = await failed();
  const first = prover.twin(chosen, { name: "Mine", files: { "handler.ts": "mine" } });
  const second = prover.twin(chosen, { name: "Other", files: { "handler.ts": "other" } });
  for (const count of [2, 3, 4, 5]) {
    (await fake.latest(count)).tell({ type: "verdict", verdict: onceVerdict("effect-at-most-once", true) });
  }
  await Promise.all([first, second]);
  expect(fake.asked.slice(3).map(({ request }) => request.submission.files)).toEqual([
    starter,
    { "handler.ts": "other" },
  ]);
  expect(prover.read()).toMatchObject({
    view: "twin",
    twin: { otherName: "Other", one: { phase: "done" }, other: { phase: "done" } },
  });
});

describe("what is told first", () => {
  const histories = Object.fromEntries(
    Object.values(counterexamples).map(({ token, history }) => [token, history()]),
  );

  test("is what nobody can take back, in the fewest steps", () => {
    expect(leadingBreak(failVerdict(), histories)?.id).toBe("effect-at-most-once");
    expect(leadingBreak(passVerdict(), histories)).toBeNull();
  });

  test("is an effect before a shorter wrong answer, and the shorter of two wrong answers", () => {
    const verdict = failVerdict();
    const answers = verdict.invariants.map((one) =>
      one.counterexample && one.id !== "keeps-newest-state"
        ? { ...one, counterexample: { ...one.counterexample, seq: 0 } }
        : one,
    );
    expect(leadingBreak({ ...verdict, invariants: answers }, histories)?.id).toBe("keeps-newest-state");
    expect(leadingBreak({ ...verdict, invariants: answers }, {})?.id).toBe("effect-at-most-once");
  });
});
