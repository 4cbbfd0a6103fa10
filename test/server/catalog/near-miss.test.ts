// A slip of the pen is told from another word.
import { expect, test } from "vitest";
import { nearMiss } from "../../../server/catalog/near-miss.ts";

const known = ["payment.succeeded", "payment.failed", "ord_1042"];

test.each([
  ["payment.suceeded", "payment.succeeded"],
  ["payment.fail", "payment.failed"],
  ["payments.failed", "payment.failed"],
  ["Payment.Failed", "payment.failed"],
  ["ord_1024", "ord_1042"],
])("%s is meant to be %s", (word, meant) => {
  expect(nearMiss(word, known)).toBe(meant);
});

test.each([["payment.failed"], ["customer.moved"], ["ord_999999"], ["ord_9999"], [""]])(
  "%s is meant as it stands",
  (word) => {
    expect(nearMiss(word, known)).toBeNull();
  },
);
