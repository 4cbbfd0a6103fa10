// Two handlers on one schedule: request by request, and where they first part in answer, effect or log.
import { describe, expect, test } from "vitest";
import { firstParting, pairTwins } from "../../../client/prover/twin.ts";
import { dealtInWords, requestInWords } from "../../../client/prover/twin-words.ts";
import { writeHistory } from "../fixtures/histories.ts";
import { duplicateHistory, harmlessDuplicateHistory } from "../fixtures/proofs.ts";

interface Request {
  status?: number;
  ships?: boolean;
  log?: string;
}

function played(...requests: Request[]) {
  const history = writeHistory();
  for (const [index, { status = 200, ships = false, log }] of requests.entries()) {
    const id = `att_${index + 1}`;
    history.at(index * 100).attempt(id, { number: index + 1 });
    if (ships) history.call(id, "ord_1042", { service: "carrier", repeat: 0 });
    if (log) history.add("log", { stream: "stdout", text: `${log}\n`, attemptId: id });
    history.at(index * 100 + 50 + status).finish(id, status, 50 + status);
  }
  return history;
}
const partedAt = (one: ReturnType<typeof played>, other: ReturnType<typeof played>) => {
  const rows = pairTwins(one.entries, other.entries);
  const row = firstParting(rows);
  return row && [rows.indexOf(row), ...row.parted];
};

describe("two handlers", () => {
  test("never part when they do the same, however long they take and whichever 2xx they answer", () => {
    expect(partedAt(played({ ships: true }, {}), played({ ships: true, status: 202 }, {}))).toBeNull();
  });

  test.each<[string, Request, Request, unknown]>([
    ["answer otherwise", { status: 401 }, {}, [1, "answer"]],
    ["refuse otherwise", { status: 401 }, { status: 500 }, [1, "answer"]],
    ["ship or do not", { ships: true }, {}, [1, "effect"]],
    ["print otherwise", { log: "one" }, { log: "two" }, [1, "log"]],
  ])("part where they %s", (_title, one, other, parted) => {
    expect(partedAt(played({}, one), played({}, other))).toEqual(parted);
  });

  test("part where one gets a request that the other never gets", () => {
    expect(partedAt(played({}, {}), played({}))).toEqual([1, "answer"]);
    const row = pairTwins(played({}, {}).entries, played({}).entries)[1];
    expect(dealtInWords(row?.other ?? null, ["answer"])).toBe("never got this request");
  });

  test("part at the duplicate that one of them ships again", () => {
    const rows = pairTwins(duplicateHistory(), harmlessDuplicateHistory());
    const row = firstParting(rows, ["answer", "effect"]);
    expect(row && requestInWords(row, rows.indexOf(row))).toBe("Request 2: Duplicate");
    expect(row?.parted).toEqual(["effect", "log"]);
    expect(row?.one && dealtInWords(row.one, row.parted)).toBe(
      "answered 200: shp_1: ord_1042 shipped; Mail to ada@example.com",
    );
    expect(row?.other && dealtInWords(row.other, row.parted)).toBe("answered 200: changed nothing");
  });

  test("stand at the same moment in both histories where they part", () => {
    const [, row] = pairTwins(duplicateHistory(), harmlessDuplicateHistory());
    const atMs = (entries: ReturnType<typeof duplicateHistory>, seq?: number) =>
      entries.find((entry) => entry.seq === seq)?.atMs;
    expect(atMs(duplicateHistory(), row?.one?.fromSeq)).toBe(43);
    expect(atMs(harmlessDuplicateHistory(), row?.other?.fromSeq)).toBe(43);
  });
});

describe("jobs", () => {
  const withJob = (ships: boolean) => {
    const history = played({});
    history.at(500).call(null, "ord_1042", { service: "carrier", ...(ships && { repeat: 0 }) });
    return history;
  };

  test("are told after all requests, and part by what they send", () => {
    expect(partedAt(withJob(true), withJob(true))).toBeNull();
    expect(partedAt(withJob(true), withJob(false))).toEqual([1, "effect"]);
    const [, row] = pairTwins(withJob(true).entries, withJob(false).entries);
    expect(row && requestInWords(row, 1)).toBe("Jobs, after all requests");
    expect(dealtInWords(row?.other ?? null, ["effect"])).toBe("changed nothing");
  });

  /** Answers at once, and leaves the parcels to a job. */
  const queueFirst = (parcels: number) => {
    const history = writeHistory();
    history.at(0).attempt("att_1", { number: 1 });
    history.call("att_1", "ord_1042", { service: "queue", repeat: 0 }).at(250).finish("att_1", 200, 250);
    for (let sent = 0; sent < parcels; sent += 1) {
      history.at(500 + sent).call(null, "ord_1042", { service: "carrier", repeat: sent });
    }
    return history;
  };

  test("do later what another handler does at once, and part from it only where less or more is sent in the end", () => {
    expect(partedAt(queueFirst(1), played({ ships: true }))).toBeNull();
    expect(partedAt(played({ ships: true }), queueFirst(1))).toBeNull();
    expect(partedAt(queueFirst(2), played({ ships: true }))).toEqual([1, "effect"]);
    expect(partedAt(queueFirst(1), queueFirst(2))).toEqual([1, "effect"]);
  });
});
