// The whole workbench on a page, against a server that answers as the test says: what can be seen, pressed and heard.
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { base64OfText } from "../../../client/workbench/bytes.ts";
import { furtherAttacks } from "../../../client/workbench/catalogue.ts";
import { Workbench } from "../../../client/workbench/workbench.tsx";
import { attackWords } from "../../../server/contract/attack-words.ts";
import type { SessionAction, SessionEvent, SessionState } from "../../../server/contract/session.ts";
import { writeHistory } from "../fixtures/histories.ts";
import { stubPointer } from "../support/dom.ts";
import { FakeEventSource, stubEventSource } from "../support/event-source.ts";

const starter = { files: { "handler.ts": "export default app;" }, label: "Your handler" };
const running: SessionState = {
  state: "running",
  nowMs: 0,
  epochMs: Date.UTC(2030, 0, 7),
  clockRate: 0,
  busy: false,
  liveUrl: "http://127.0.0.1:45001",
  secret: "whsec_c2VjcmV0",
  deliveries: [
    {
      deliveryId: "dlv_1",
      eventId: "evt_1",
      eventType: "payment.succeeded",
      state: "waiting",
      attempts: 1,
      nextAttemptAtMs: 5_000,
    },
  ],
  shop: {
    tables: [{ name: "orders", columns: ["id", "status"], rows: [["ord_1042", "paid"]], totalRows: 1 }],
  },
};

/** Never used twice: a page that is being left ends its session a moment after its test. */
let lastSession = 0;
let started: unknown[];
let actions: SessionAction[];
let ended: string[];
const server = setupServer(
  http.post("*/api/sessions", async ({ request }) => {
    started.push(await request.json());
    lastSession += 1;
    return HttpResponse.json({ sessionId: `ses_${lastSession}` }, { status: 202 });
  }),
  http.post("*/api/sessions/:id/actions", async ({ request }) => {
    actions.push((await request.json()) as SessionAction);
    return new HttpResponse(null, { status: 202 });
  }),
  http.delete("*/api/sessions/:id", ({ params }) => {
    ended.push(String(params.id));
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("*/api/drafts", () => HttpResponse.json(null)),
  http.put("*/api/drafts", () => new HttpResponse(null, { status: 204 })),
);
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
beforeEach(() => {
  [started, actions, ended] = [[], [], []];
  localStorage.clear();
  stubPointer("touch");
  stubEventSource();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const emit = (...events: SessionEvent[]) =>
  act(() => {
    for (const event of events) FakeEventSource.latest?.send(event);
  });

async function runWorkbench(state: SessionState = running) {
  const onHistory = vi.fn();
  const page = render(<Workbench draftKey="playground/test" starter={starter} onHistory={onHistory} />);
  fireEvent.click(button(/^Run/));
  await waitFor(() => expect(FakeEventSource.latest?.url).toBe(`/api/sessions/ses_${lastSession}/events`));
  const session = `ses_${lastSession}`;
  act(() => FakeEventSource.latest?.open());
  emit({ type: "history", entries: [] }, { type: "state", state });
  return { ...page, onHistory, session };
}

const forgery = () =>
  writeHistory()
    .attempt("att_1", {
      attack: "unsigned",
      trigger: "attack",
      origin: "hostile",
      deliveryId: null,
      eventId: null,
      number: 0,
      request: {
        method: "POST",
        path: "/webhooks/payment",
        headers: [["content-type", "application/json"]],
        bodyBase64: btoa('{"id":"evt_forged"}'),
      },
    })
    .call("att_1", "ord_1042", { service: "carrier", repeat: 1 })
    .finish("att_1", 200, 12).entries;

describe("before anything runs", () => {
  test("it says what to do first, and nothing was started", () => {
    render(<Workbench draftKey="playground/test" starter={starter} />);
    expect(screen.getByText(/Nothing runs yet/)).toBeDefined();
    expect(button("Unsigned request").getAttribute("aria-disabled")).toBe("true");
    fireEvent.click(button("Unsigned request"));
    expect([started, actions]).toEqual([[], []]);
  });

  test("code that came back from a draft does not run by itself", () => {
    const draft = { value: { files: { "handler.ts": "for (;;);" }, starter: "" }, savedAtMs: 1 };
    localStorage.setItem("hookproof/draft/playground/test", JSON.stringify(draft));
    render(<Workbench draftKey="playground/test" starter={starter} />);
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Your handler/ }).value).toBe(
      "for (;;);",
    );
    expect(started).toEqual([]);
  });
});

describe("running", () => {
  test("sends what is typed, and the scheme", async () => {
    await runWorkbench();
    expect(started).toEqual([
      { submission: { files: starter.files }, scenario: "payments", scheme: "standard-v1", secrets: "one" },
    ]);
    expect(screen.getByText(/listens at/)).toBeDefined();
  });

  test("tells when the code was changed since", async () => {
    const { session } = await runWorkbench();
    const field = screen.getByRole("textbox", { name: /Your handler/ });
    fireEvent.change(field, { target: { value: "export default other;" } });
    expect(screen.getByText(/The code has changed since this run/)).toBeDefined();
    fireEvent.keyDown(field, { key: "Enter", metaKey: true });
    await waitFor(() => expect(started).toHaveLength(2));
    expect(ended).toContain(session);
  });

  test("ends the session when the page is left", async () => {
    const { unmount, session } = await runWorkbench();
    expect(ended).not.toContain(session);
    unmount();
    await waitFor(() => expect(ended).toContain(session));
  });
});

describe("sending", () => {
  test.each<[string, SessionAction]>([
    ["Payment refunded", { kind: "send-event", type: "payment.refunded" }],
    ["Replay attack", { kind: "attack", attack: "replay-attack" }],
    ["Overlapping duplicate", { kind: "attack", attack: "overlapping-duplicate" }],
    ["Start outage", { kind: "outage", durationMs: 42 * 3_600_000 }],
    ["Play through", { kind: "advance", to: "all" }],
    ["Restart receiver", { kind: "restart" }],
    ["+1 h", { kind: "advance", to: { byMs: 3_600_000 } }],
  ])("%s does what it says", async (name, action) => {
    await runWorkbench();
    fireEvent.click(button(name));
    await waitFor(() => expect(actions).toEqual([action]));
  });

  test("every attack can be sent, and the rarer ones are folded away", async () => {
    await runWorkbench();
    for (const { title, attacks } of furtherAttacks) {
      const group = screen.getByText(new RegExp(`^${title} · ${attacks.length}$`)).closest("details");
      expect(group?.open).toBe(false);
      for (const attack of attacks)
        expect(group?.textContent).toContain(attackWords[attack].title + attackWords[attack].sentence);
    }
    fireEvent.click(screen.getByText(/^Bad input/));
    fireEvent.click(button("Broken JSON"));
    await waitFor(() => expect(actions).toEqual([{ kind: "attack", attack: "not-json" }]));
  });

  test("an event can be about a chosen order of the shop", async () => {
    await runWorkbench();
    fireEvent.change(screen.getByRole("combobox", { name: "Order" }), { target: { value: "ord_1042" } });
    fireEvent.click(button("Payment succeeded"));
    await waitFor(() =>
      expect(actions).toEqual([{ kind: "send-event", type: "payment.succeeded", orderId: "ord_1042" }]),
    );
  });

  test("a delivery can be sent again", async () => {
    await runWorkbench();
    fireEvent.click(screen.getByRole("tab", { name: "Deliveries" }));
    expect(screen.getByText(/the next one in 5 s/)).toBeDefined();
    fireEvent.click(button("Redeliver"));
    await waitFor(() => expect(actions).toEqual([{ kind: "redeliver", deliveryId: "dlv_1" }]));
  });

  test("a refused action is told", async () => {
    await runWorkbench();
    emit({ type: "action-refused", message: "Nothing was captured yet. Send an event first." });
    expect(screen.getByText(/Nothing was captured yet/)).toBeDefined();
    fireEvent.click(button("Dismiss"));
    expect(screen.queryByText(/Nothing was captured yet/)).toBeNull();
  });
});

describe("what happened", () => {
  test("is announced when it is over, and handed to whoever asked", async () => {
    const { onHistory } = await runWorkbench();
    const entries = forgery();
    emit({ type: "state", state: { ...running, busy: true } }, { type: "history", entries });
    const heard = () => screen.getAllByRole("status").map(({ textContent }) => textContent);
    expect(heard().join()).not.toMatch(/Unsigned request/);
    emit({ type: "state", state: running });
    expect(heard()).toContain("Unsigned request: 200 after 12 ms. Again: shp_1: ord_1042 shipped.");
    expect(onHistory.mock.lastCall?.[0]).toEqual(entries);
  });

  test("stands in the ledger, a repeat marked as one", async () => {
    await runWorkbench();
    emit({ type: "history", entries: forgery() });
    const ledger = within(screen.getByRole("region", { name: "Look into" }));
    expect(ledger.getByRole("button", { name: /Again:.*ord_1042 shipped/ })).toBeDefined();
  });

  test("can be read byte by byte, and what was signed", async () => {
    await runWorkbench();
    emit({ type: "history", entries: forgery() });
    fireEvent.click(screen.getByRole("tab", { name: "Request" }));
    expect(screen.getByText('{"id":"evt_forged"}')).toBeDefined();
    expect(screen.getByText(/carries no signature/)).toBeDefined();
    fireEvent.click(screen.getAllByRole("radio", { name: "Hex" })[0] as HTMLElement);
    expect(screen.getByText(/7b 22 69 64/)).toBeDefined();
  });

  test("of a body that would take seconds to lay out, the first bytes are shown", async () => {
    await runWorkbench();
    const bodyBase64 = base64OfText("padding ".repeat(10_000));
    const request = { method: "POST", path: "/", headers: [], bodyBase64 };
    emit({
      type: "history",
      entries: writeHistory().attempt("att_1", { request }).finish("att_1", 413).entries,
    });
    fireEvent.click(screen.getByRole("tab", { name: "Request" }));
    expect(screen.getByText("80000 bytes")).toBeDefined();
    expect(screen.getByText(/^(padding ?){3000}$/)).toBeDefined();
    expect(screen.getByText(/The first 24000 bytes/)).toBeDefined();
  });

  test("is selected everywhere at once", async () => {
    await runWorkbench();
    emit({ type: "history", entries: forgery() });
    const effect = screen.getByRole("button", { name: /Again:.*ord_1042 shipped/ });
    fireEvent.click(effect);
    expect(effect.getAttribute("aria-pressed")).toBe("true");
    const slider = screen.getByRole("slider", { name: "Place in the timeline" });
    expect(slider.getAttribute("aria-valuetext")).toMatch(/ord_1042 shipped/);
    fireEvent.click(screen.getByRole("tab", { name: "Request" }));
    expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Attempt" }).value).toBe("att_1");
  });
});

describe("the composer", () => {
  test("sends a captured request with another body, broken JSON and all", async () => {
    await runWorkbench();
    emit({ type: "history", entries: forgery() });
    fireEvent.click(screen.getByRole("tab", { name: "Compose" }));
    const form = within(screen.getByRole("form", { name: "Request composer" }));
    fireEvent.change(form.getByRole("combobox", { name: "Start from" }), { target: { value: "att_1" } });
    fireEvent.change(form.getByRole("textbox", { name: "Body" }), { target: { value: '{"id":' } });
    expect(form.getByText(/not valid JSON/)).toBeDefined();
    fireEvent.click(form.getByRole("switch", { name: /Sign it/ }));
    fireEvent.click(form.getByRole("button", { name: "Send" }));
    await waitFor(() =>
      expect(actions).toEqual([
        {
          kind: "compose",
          method: "POST",
          path: "/webhooks/payment",
          headers: [["content-type", "application/json"]],
          bodyBase64: btoa('{"id":'),
          sign: true,
        },
      ]),
    );
  });
});

describe("when it does not go well", () => {
  test("code that does not compile is placed in the editor", async () => {
    const place = { file: "handler.ts", line: 1, column: 8 };
    await runWorkbench({
      state: "failed",
      problem: { stage: "compile", message: "Unexpected token", place },
    });
    expect(screen.getByText("The code does not compile")).toBeDefined();
    expect(button("Go to handler.ts:1:8")).toBeDefined();
    const field = screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Your handler/ });
    expect([field.getAttribute("aria-invalid"), document.activeElement, field.selectionStart]).toEqual([
      "true",
      field,
      7,
    ]);
  });

  test("a handler that died is told with its reason", async () => {
    const outcome = { kind: "out-of-memory" as const, message: "The handler used more than 128 MB." };
    await runWorkbench({ state: "finished", outcome });
    expect(screen.getByText(/more than 128 MB/)).toBeDefined();
  });

  test("a session that is gone keeps code and history, and offers to run again", async () => {
    await runWorkbench();
    emit({ type: "history", entries: forgery() });
    act(() => FakeEventSource.latest?.refuse());
    expect(screen.getByText("The session is over")).toBeDefined();
    expect(screen.getByRole("button", { name: /Again:.*ord_1042 shipped/ })).toBeDefined();
    const status = within(screen.getByText("The session is over").closest("[role=alert]") as HTMLElement);
    fireEvent.click(status.getByRole("button", { name: "Run again" }));
    await waitFor(() => expect(started).toHaveLength(2));
  });

  test("a server that refuses to start says why", async () => {
    const detail = "Too many sessions run at once.";
    server.use(
      http.post(
        "*/api/sessions",
        () => HttpResponse.json({ type: "", title: "Busy", status: 429, detail }, { status: 429 }),
        { once: true },
      ),
    );
    render(<Workbench draftKey="playground/test" starter={starter} />);
    fireEvent.click(button(/^Run/));
    expect(await screen.findByText(new RegExp(detail))).toBeDefined();
  });
});
