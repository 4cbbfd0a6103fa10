// What every family is told about a scenario: the event with which everything begins, and the order that it is about.
import { describe, expect, it } from "vitest";
import { factsOf } from "../../../server/exploration/families/family.ts";
import type { ExploredScenario } from "../../../server/exploration/types.ts";
import { fakeScenario } from "./fake-world.ts";

/** The main event stands neither first nor last, and its order neither. */
const scenario: ExploredScenario = {
  ...fakeScenario,
  mainEventType: "payment.succeeded",
  eventTypes: [
    { id: "payment.refunded", about: "paid" },
    { id: "payment.succeeded", about: "pending" },
    { id: "payment.failed", about: "pending" },
  ],
  orders: [
    { id: "ord_1", status: "paid", amount: 4900, currency: "EUR" },
    { id: "ord_2", status: "pending", amount: 1999, currency: "EUR" },
    { id: "ord_3", status: "pending", amount: 32000, currency: "USD" },
  ],
};
const about = (type: string) => ({ do: "event", type, orderId: "ord_2" });

describe("the facts about a scenario", () => {
  it("begin with its main event, about the first order that this event can be about", () => {
    expect(factsOf(scenario).main).toEqual(about("payment.succeeded"));
  });

  it("name the other events apart from it, and all of them in the scenario's own order", () => {
    const { all, others } = factsOf(scenario);
    expect(others).toEqual([about("payment.refunded"), about("payment.failed")]);
    expect(all).toEqual(["payment.refunded", "payment.succeeded", "payment.failed"].map(about));
  });

  it("have payments that do not match: by one cent less and one more, and in the currency of another order", () => {
    const fields = (facts: ExploredScenario) => factsOf(facts).mismatches.map((one) => one.fields);
    expect(fields(scenario)).toEqual([{ amount: 1998 }, { amount: 2000 }, { currency: "USD" }]);
    const orders = scenario.orders.slice(0, 2);
    expect(fields({ ...scenario, orders }).at(-1)).toEqual({ currency: "XTS" });
  });

  it("do not exist where no order fits the main event", () => {
    const orders = scenario.orders.filter(({ status }) => status === "paid");
    expect(() => factsOf({ ...scenario, orders })).toThrow("has no order for payment.succeeded");
  });
});
