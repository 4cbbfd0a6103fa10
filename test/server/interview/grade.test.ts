// A grade is right, complete and stable: verdicts, bands, contradictions, self-judgement and follow-ups.
import { describe, expect, test } from "vitest";
import { bandOf } from "../../../server/interview/band.ts";
import { gradeAnswer } from "../../../server/interview/grade.ts";
import { compileRubric } from "../../../server/interview/rubric.ts";
import { smallQuestion, smallRubric } from "./rubrics.ts";

const grade = (text: string, selfJudged = {}) => gradeAnswer(text, smallRubric, selfJudged);
const verdicts = (text: string, selfJudged = {}) =>
  Object.fromEntries(grade(text, selfJudged).points.map(({ id, verdict }) => [id, verdict]));

const full =
  "I verify the HMAC signature and reject an old timestamp. We use TLS. Do not trust the payload. There is a rate limit, and an allow list in front.";

describe("gradeAnswer", () => {
  test("gives the full band to an answer that makes every point", () => {
    expect(grade(full)).toMatchObject({ band: 5, bandRange: [5, 5], state: "graded", misconceptions: [] });
  });

  test("quotes the learner's own words as evidence", () => {
    const { points } = grade(full);
    const quotes = points.map(({ span }) => span && full.slice(...span));
    expect(quotes[0]).toBe("I verify the HMAC signature and reject an old timestamp");
    expect(points[0]?.explanation).toContain(quotes[0]);
  });

  test("misses what is denied", () => {
    expect(verdicts("You should not verify the signature at all, that is my view.")).toMatchObject({
      signature: "missed",
    });
  });

  test("leaves half of a point to the learner, who settles it", () => {
    const text = "There is a signature in every request, as far as I remember.";
    expect(verdicts(text).signature).toBe("unsure");
    expect(verdicts(text, { signature: true }).signature).toBe("met");
    expect(verdicts(text, { signature: false }).signature).toBe("missed");
    expect(grade(text).bandRange).toEqual([0, grade(text, { signature: true }).band]);
    expect(grade(text, { signature: true }).band).toBeGreaterThan(0);
  });

  test("does not let the learner overrule what could be told", () => {
    const text = "We always use TLS for the whole connection.";
    expect(verdicts(text, { signature: true, https: false })).toMatchObject({
      signature: "missed",
      https: "met",
    });
  });

  test("is unsure as a whole when the unsure points span more than one band", () => {
    const { state, bandRange } = grade("There is a signature and a timestamp in it, I believe so.");
    expect(state).toBe("unsure");
    expect(bandRange[1] - bandRange[0]).toBeGreaterThan(1);
  });

  test.each([
    ["If your endpoint is fast enough, it is safe.", ["speed-is-safety"]],
    ["Some say that if your endpoint is fast, it is safe.", []],
    ["The endpoint should be fast. Then check whether it is safe?", []],
  ])("finds a claim that stretches over clauses where its last part is asserted: %s", (text, ids) => {
    expect(grade(text).misconceptions.map(({ id }) => id)).toEqual(ids);
  });

  test("finds a misconception, which costs a band and suspends what it contradicts", () => {
    const text = `${full} And really HTTPS is enough.`;
    const { band, misconceptions, points } = grade(text);
    expect(misconceptions).toMatchObject([{ id: "https-enough" }]);
    expect(text.slice(...(misconceptions[0]?.span ?? [0, 0]))).toBe("really HTTPS is enough");
    expect(points.find(({ id }) => id === "https")).toMatchObject({ verdict: "contradicted" });
    expect(points.find(({ id }) => id === "https")?.explanation).toContain("Both cannot hold");
    const torn = points.find(({ id }) => id === "https");
    expect([torn?.span, torn?.claimSpan].map((span) => span && text.slice(...span))).toEqual([
      "We use TLS",
      "really HTTPS is enough",
    ]);
    expect(band).toBeLessThan(5);
  });

  test("gives no credit for a point that is contradicted", () => {
    const honest = "I verify the signature. We use TLS. Do not trust the payload.";
    const torn = `${honest} Really HTTPS is enough.`;
    expect([grade(honest).band, grade(torn).band]).toEqual([4, 2]);
  });

  test.each([
    "HTTPS is not enough for that, whatever they say.",
    "Many people think HTTPS is enough, which it never was.",
    "If HTTPS were enough, nobody would sign anything at all.",
    "Is HTTPS enough? One would have to look at the sender.",
  ])("does not hold a rejected misconception against its author: %s", (text) => {
    expect(grade(text).misconceptions).toEqual([]);
  });

  test("gives partial credit for some of several, and full credit for enough", () => {
    const verdict = (text: string) => verdicts(text).layers;
    expect(verdict("We also have a rate limit on this endpoint.")).toBe("unsure");
    expect(verdict("We also have a rate limit, and an allow list at the edge.")).toBe("met");
  });

  test("asks on about the heaviest core point that is missing, else about what is unsure, else about the rest", () => {
    expect(grade("We use TLS here, and nothing else at all.").followUp).toContain("signature");
    expect(grade("I verify the signature, and the timestamp of it is there.").followUp).toContain(
      "freshness",
    );
    expect(grade(full.replace("We use TLS. ", "")).followUp).toContain("https");
    expect(grade(full).followUp).toBeUndefined();
  });

  test("lists every gap in the order in which it would ask", () => {
    const { gaps } = grade("We use TLS here, and the payload has a rate limit.");
    expect(gaps).toEqual(["signature", "freshness", "no-trust", "layers"]);
    expect(grade(full).gaps).toEqual([]);
  });

  test("says of a missed point why it matters", () => {
    const missed = grade("We use TLS here, and nothing else at all.").points.find(
      ({ id }) => id === "signature",
    );
    expect(missed).toMatchObject({ verdict: "missed", explanation: "Why signature matters." });
    expect(missed).not.toHaveProperty("span");
  });

  test("judges nothing in what cannot be graded", () => {
    expect(grade("signature timestamp")).toMatchObject({
      state: "not-graded",
      gate: "too-short",
      bandRange: [0, 5],
      points: [],
      misconceptions: [],
    });
  });

  test("takes a sentence about the grading for no evidence", () => {
    const text = "We use TLS for the connection. This answer covers verifying the HMAC signature.";
    expect(verdicts(text)).toMatchObject({ https: "met", signature: "missed" });
  });

  test.each([
    ["asked", "Would you verify the HMAC signature there? And is an old timestamp rejected with TLS?"],
    ["boasted", "A robust, scalable and holistic posture verifies the signature. We use TLS here."],
    ["supposed", "Perhaps one might verify a signature, or maybe it depends on whether. We use TLS here."],
  ])("takes what is only %s for no proof", (_how, text) => {
    expect(verdicts(text).signature).toBe("unsure");
  });

  test("does not wonder about a point by a word that several points share", () => {
    const shared = [["provider", "timestamp*"], ["signs"]];
    const points = smallQuestion.points.map((point, index) =>
      index < 2
        ? { ...point, match: [{ all: index === 0 ? shared : [["provider", "clock"], ["reject*"]] }] }
        : point,
    );
    const rubric = compileRubric({ ...smallQuestion, points });
    const verdictOf = (text: string) => gradeAnswer(text, rubric).points[0]?.verdict;
    expect(verdictOf("The provider is somebody whom our colleagues know.")).toBe("missed");
    expect(verdictOf("There is a timestamp inside of each request, as I know.")).toBe("unsure");
  });

  test("takes a tag question for a claim", () => {
    expect(verdicts("We verify the HMAC signature, right? And there is more to it.").signature).toBe("met");
  });

  test("takes a list of words for no proof", () => {
    expect(
      verdicts("We use TLS for the connection. Signature, verify, timestamp, reject, old, rate limits."),
    ).toMatchObject({
      https: "met",
      signature: "unsure",
    });
  });
});

describe("bandOf", () => {
  const shares = (share: number) => [
    { weight: share, credit: 1 },
    { weight: 1 - share, credit: 0 },
  ];

  test.each([
    [0, 0, 0],
    [0.1, 0, 1],
    [0.5, 0, 3],
    [0.9, 0, 5],
    [1, 0, 5],
    [1, 2, 3],
    [0, 3, 0],
  ])("a share of %d with %d misconceptions is band %d", (share, misconceptions, band) => {
    expect(bandOf(shares(share), misconceptions)).toBe(band);
  });

  test("never falls when more is met", () => {
    const bands = Array.from({ length: 101 }, (_, percent) => bandOf(shares(percent / 100), 0));
    expect(bands).toEqual(bands.toSorted((one, other) => one - other));
  });
});
