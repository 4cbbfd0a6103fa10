// Speaking an answer: what is certain becomes text, what is not is shown, and typing always works.
// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AnswerBox } from "../../../client/features/interview/answer-box.tsx";

class FakeRecogniser extends EventTarget {
  static last: FakeRecogniser | null = null;
  static availability = "unavailable";
  static available = async () => FakeRecogniser.availability;
  processLocally = false;
  start = vi.fn(() => {
    FakeRecogniser.last = this;
  });
  stop = vi.fn(() => this.dispatchEvent(new Event("end")));
  abort = vi.fn();

  hear(transcript: string, isFinal: boolean) {
    const result = Object.assign([{ transcript }], { isFinal });
    act(
      () =>
        void this.dispatchEvent(Object.assign(new Event("result"), { resultIndex: 0, results: [result] })),
    );
  }

  fail(error: string) {
    act(() => {
      this.dispatchEvent(Object.assign(new Event("error"), { error }));
      this.dispatchEvent(new Event("end"));
    });
  }
}

function Box() {
  const [text, setText] = useState("");
  return <AnswerBox label="Your answer" text={text} placeholder="" onType={setText} onSubmit={() => {}} />;
}

const typed = () => screen.getByLabelText<HTMLTextAreaElement>("Your answer").value;

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("an answer box", () => {
  test("offers no voice where the browser has none", () => {
    render(<Box />);
    expect(screen.queryByRole("button", { name: "Speak" })).toBeNull();
  });

  describe("with a recogniser", () => {
    beforeEach(() => {
      FakeRecogniser.availability = "unavailable";
      vi.stubGlobal("webkitSpeechRecognition", FakeRecogniser);
    });

    async function speak() {
      render(<Box />);
      await act(async () => {});
      fireEvent.click(screen.getByRole("button", { name: "Speak" }));
      const { last } = FakeRecogniser;
      if (last === null) throw new Error("Nothing listens.");
      return last;
    }

    test("writes what is certain after what was typed, and shows what is not", async () => {
      const recogniser = await speak();
      fireEvent.change(screen.getByLabelText("Your answer"), { target: { value: "Well," } });
      recogniser.hear("the provider tries", false);
      expect([typed(), screen.getByText("the provider tries").tagName]).toEqual(["Well,", "P"]);
      recogniser.hear("the provider tries again", true);
      expect(typed()).toBe("Well, the provider tries again");
      fireEvent.click(screen.getByRole("button", { name: "Stop speaking" }));
      expect(screen.getByRole("button", { name: "Speak" })).toBeTruthy();
    });

    test("says that the browser may send speech away, unless this machine recognises it", async () => {
      const elsewhere = await speak();
      expect(elsewhere.processLocally).toBe(false);
      cleanup();
      FakeRecogniser.availability = "available";
      render(<Box />);
      expect(await screen.findByText("Recognised on this machine.")).toBeTruthy();
      fireEvent.click(screen.getByRole("button", { name: "Speak" }));
      expect(FakeRecogniser.last?.processLocally).toBe(true);
    });

    test.each([
      ["not-allowed", /Allow it in the browser's address bar/],
      ["audio-capture", /No microphone was found/],
      ["network", /cannot reach them/],
      ["no-speech", /Nothing was heard/],
      ["bad-grammar", /Start it again, or type/],
    ])("says what to do after %s, and keeps the text", async (error, advice) => {
      const recogniser = await speak();
      recogniser.hear("I verify the signature", true);
      recogniser.fail(error);
      expect(screen.getAllByText(advice).length).toBeGreaterThan(0);
      expect(typed()).toBe("I verify the signature");
      expect(screen.getByRole("button", { name: "Speak" })).toBeTruthy();
    });
  });
});
