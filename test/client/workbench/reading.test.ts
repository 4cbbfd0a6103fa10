// What the panels read out of a history and of raw requests.
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { announce } from "../../../client/workbench/announce.ts";
import { collectAttempts, recentDeath, selectedAttempt } from "../../../client/workbench/attempts.ts";
import { base64OfText, bytesOf, hexDump, textOf } from "../../../client/workbench/bytes.ts";
import {
  blankRequest,
  composeFrom,
  isSendable,
  remarksOn,
  toAction,
} from "../../../client/workbench/compose.ts";
import { curlCommand } from "../../../client/workbench/curl.ts";
import { ordersOf } from "../../../client/workbench/orders.ts";
import { signedContent } from "../../../client/workbench/signed-content.ts";
import { SessionAction } from "../../../server/contract/session.ts";
import { writeHistory } from "../fixtures/histories.ts";

const history = () =>
  writeHistory()
    .event("evt_1")
    .attempt("att_1")
    .call("att_1", "ord_1042", { service: "carrier", repeat: 0 })
    .finish("att_1", 200, 12)
    .attempt("att_2", { attack: "unsigned", origin: "hostile", deliveryId: null, eventId: null, number: 0 })
    .finish("att_2", 401, 3).entries;

describe("attempts", () => {
  test("carry how they ended and what they changed", () => {
    expect(collectAttempts(history())).toMatchObject([
      { attemptId: "att_1", durationMs: 12, effects: [{ summary: "shp_1: ord_1042 shipped" }] },
      { attemptId: "att_2", attack: "unsigned", outcome: { response: { status: 401 } }, effects: [] },
    ]);
  });

  test("are selected by any of their entries, and the newest without a selection", () => {
    const entries = history();
    const attempts = collectAttempts(entries);
    const effect = entries.find(({ kind }) => kind === "effect");
    expect(selectedAttempt(entries, attempts, effect?.seq ?? null)?.attemptId).toBe("att_1");
    expect(selectedAttempt(entries, attempts, null)?.attemptId).toBe("att_2");
    expect(selectedAttempt(entries, attempts, 0)).toBeNull();
  });
});

describe("a death of the handler", () => {
  const died = { kind: "crashed" as const, message: "It threw." };
  const dying = () => {
    const writer = writeHistory().attempt("att_1");
    writer.add("receiver-ended", { outcome: died });
    return writer.finish("att_1", { kind: "connection-lost", detail: "" });
  };

  test("is recent until the handler answers something", () => {
    expect(recentDeath(dying().entries)).toEqual(died);
    expect(recentDeath(dying().attempt("att_2").finish("att_2", 200).entries)).toBeNull();
  });

  test("that was asked for is none", () => {
    const writer = writeHistory();
    writer.add("receiver-ended", { outcome: { kind: "stopped", message: "" } });
    expect(recentDeath(writer.entries)).toBeNull();
  });
});

describe("announcements", () => {
  test("tell each attempt with its outcome, and what changed", () => {
    expect(announce(history(), 0)).toMatchInlineSnapshot(
      `"Attempt 1 · evt_1: 200 after 12 ms. Unsigned request: 401 after 3 ms. shp_1: ord_1042 shipped."`,
    );
  });

  test("say that nothing changed", () => {
    const entries = history();
    const from = entries.findIndex((entry) => entry.kind === "attempt-started" && entry.attack !== null);
    expect(announce(entries, from)).toBe("Unsigned request: 401 after 3 ms. Nothing changed in the shop.");
  });

  test("sum up what is too much to hear", () => {
    const writer = writeHistory().event("evt_1");
    for (let number = 1; number <= 9; number++) {
      writer.attempt(`att_${number}`, { number, trigger: number === 1 ? "event" : "retry" });
      writer.finish(`att_${number}`, number === 9 ? 200 : { kind: "connection-refused" });
    }
    writer.call(null, "ord_1042", { service: "carrier", repeat: 1 });
    expect(announce(writer.entries, 0)).toBe(
      "9 attempts, 1 effect, 1 of them again. The last attempt: 200 after 100 ms.",
    );
  });
});

describe("bodies", () => {
  test("go to base64 and back as they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(textOf(base64OfText(text))).toBe(text);
      }),
      { seed: 3 },
    );
  });

  test("that are no text are not shown as text", () => {
    expect(textOf(btoa("\xff\xfe"))).toBeNull();
    expect([...bytesOf(btoa("\xff\xfe"))]).toEqual([255, 254]);
  });

  test("keep a byte order mark, which a signature covers", () => {
    expect(textOf(base64OfText("\uFEFF{}"))).toBe("\uFEFF{}");
  });

  test("are dumped with offset, hex and text", () => {
    expect(hexDump(btoa('{"id":"evt_1"}\n\0\xff'))).toBe(
      [
        '0000  7b 22 69 64 22 3a 22 65 76 74 5f 31 22 7d 0a 00  {"id":"evt_1"}..',
        "0010  ff                                               .",
      ].join("\n"),
    );
  });
});

describe("what was signed", () => {
  const told = (headers: [string, string][]) =>
    signedContent(headers)
      ?.pieces.map(({ text, from }) => (from === "raw body" ? "BODY" : text))
      .join("");

  test.each([
    [
      "Standard Webhooks",
      [
        ["webhook-id", "msg_1"],
        ["Webhook-Timestamp", "17"],
        ["webhook-signature", "v1,xx"],
      ],
      "msg_1.17.BODY",
    ],
    ["Stripe", [["Stripe-Signature", "t=17,v1=aa"]], "17.BODY"],
    ["GitHub", [["X-Hub-Signature-256", "sha256=aa"]], "BODY"],
  ] as [string, [string, string][], string][])("is told for %s", (_scheme, headers, expected) => {
    expect(told(headers)).toBe(expected);
  });

  test("is nothing without a signature", () => {
    expect(signedContent([["content-type", "application/json"]])).toBeNull();
  });
});

describe("the curl command", () => {
  const request = {
    method: "POST",
    path: "/webhooks/payment",
    headers: [
      ["Host", "receiver.test"],
      ["x-note", 'it\'s "quoted" $HOME `id` \\'],
    ] as [string, string][],
    bodyBase64: base64OfText('{"name":"O\'Hara","price":"$5"}\n'),
  };
  /** What a shell makes of the command, one argument a line, with curl replaced by printf. */
  const argumentsOf = (command: string) =>
    execFileSync("bash", ["-c", command.replace(/^curl/, "printf '%s\\0'")], { encoding: "utf8" }).split(
      "\0",
    );

  test("says exactly the request, whatever is in it", () => {
    expect(argumentsOf(curlCommand("http://127.0.0.1:9", request))).toEqual([
      "-i",
      "-X",
      "POST",
      "http://127.0.0.1:9/webhooks/payment",
      "-H",
      'x-note: it\'s "quoted" $HOME `id` \\',
      "--data-binary",
      '{"name":"O\'Hara","price":"$5"}\n',
      "",
    ]);
  });

  test("brings bytes that are no text through base64", () => {
    const command = curlCommand("http://127.0.0.1:9", { ...request, bodyBase64: btoa("\xff\0") });
    const piped = execFileSync("bash", ["-c", `${command.split(" | curl")[0]} | od -An -tx1`], {
      encoding: "utf8",
    });
    expect(piped.trim()).toBe("ff 00");
  });
});

describe("a composed request", () => {
  test("begins as a captured one, without what its sender's connection made", () => {
    const composed = composeFrom({
      method: "POST",
      path: "/x",
      headers: [
        ["Host", "receiver.test"],
        ["Content-Length", "2"],
        ["webhook-id", "msg_1"],
      ],
      bodyBase64: base64OfText("{}"),
    });
    expect(composed).toEqual({
      method: "POST",
      path: "/x",
      headers: [["webhook-id", "msg_1"]],
      body: "{}",
      sign: false,
    });
  });

  test("may be broken JSON, which is told and can be sent", () => {
    const broken = { ...blankRequest, body: '{"id":' };
    expect(remarksOn(blankRequest)).toEqual([]);
    expect(remarksOn(broken)).toEqual([expect.stringMatching(/not valid JSON/)]);
    expect(isSendable(broken)).toBe(true);
  });

  test("cannot be sent with a path or a header that HTTP does not know", () => {
    expect(isSendable({ ...blankRequest, path: "webhooks" })).toBe(false);
    expect(isSendable({ ...blankRequest, headers: [["bad name", "x"]] })).toBe(false);
  });

  test("is an action that the server understands, without empty header rows", () => {
    const action = toAction({ ...blankRequest, headers: [...blankRequest.headers, ["", ""]] });
    expect(SessionAction.parse(action)).toMatchObject({ headers: [["content-type", "application/json"]] });
  });
});

test("orders are read from the shop's table, wherever its columns stand", () => {
  const table = { name: "orders", columns: ["status", "id"], rows: [["paid", "ord_1"]], totalRows: 1 };
  expect(ordersOf({ tables: [table] })).toEqual([{ id: "ord_1", status: "paid" }]);
  expect(ordersOf({ tables: [] })).toEqual([]);
});
