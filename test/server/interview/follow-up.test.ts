// The answer to a follow-up is judged on its one point, and on nothing that the question itself has said.
import { describe, expect, test } from "vitest";
import { gradeFollowUp } from "../../../server/interview/follow-up.ts";
import { smallRubric } from "./rubrics.ts";

const grade = (answer: string, point = "signature") => gradeFollowUp(answer, smallRubric, point);

describe("gradeFollowUp", () => {
  test("finds the point in a short answer, and quotes it", () => {
    const answer = "Well, we verify the HMAC of each request.";
    const point = grade(answer)?.point;
    expect(point).toMatchObject({ id: "signature", verdict: "met" });
    expect(point?.span && answer.slice(...point.span)).toBe("we verify the HMAC of each request");
  });

  test("says why the point matters when the answer does not make it", () => {
    expect(grade("I would ask my colleague what he thinks of it.")?.point).toMatchObject({
      verdict: "missed",
      explanation: "Why signature matters.",
    });
  });

  test("takes its own question said back for no answer", () => {
    const reply = grade("What about the signature, and why the signature of webhook endpoints?");
    expect(reply).toMatchObject({ point: null, asked: "What about signature, and why?" });
    expect(reply?.gateMessage).toContain("repeats the question");
  });

  test("names a misconception that rules the point out", () => {
    const reply = grade("Our customers are told that HTTPS is enough.", "https");
    expect(reply?.misconceptions).toMatchObject([{ id: "https-enough" }]);
    expect(reply?.point?.verdict).toBe("contradicted");
  });

  test("knows no other points than those of its rubric", () => {
    expect(grade("We verify the HMAC of each request.", "nothing")).toBeNull();
  });
});
