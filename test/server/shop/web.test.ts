// The web: where names and links lead, and what is told of a request that arrives inside.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WebWorld } from "../../../server/shop/types.ts";
import { codeOf, grantedValue, shopsOfFile } from "./shops.ts";

const world: WebWorld = {
  names: {
    "outside.example": ["203.0.113.10"],
    "mine.example": ["10.0.0.7"],
    "turncoat.example": ["203.0.113.10", "10.0.0.7"],
  },
  machines: [
    {
      address: "203.0.113.10",
      pages: {
        "/": "Outside.",
        "/inside": { to: "http://10.0.0.7/keys" },
        "/here": { to: "/" },
        "/round": { to: "/round" },
      },
    },
    { address: "10.0.0.7", inside: "the vault", pages: { "/keys": "The keys." } },
    { address: "127.0.0.1", inside: "the receiver", pages: {} },
    { address: "::1", inside: "the receiver", pages: {} },
  ],
};

const openAnyShop = shopsOfFile();
const openShop = () => {
  const { call, effects, subjects } = openAnyShop(undefined, world);
  const get = (url: string, options: object = {}) => call("web.get", { url, ...options });
  const resolve = (name: string) => call("web.resolve", { name });
  return { get, resolve, effects, subjects };
};

describe("a page", () => {
  test("comes from the machine to which its host's name leads, and changes nothing", async () => {
    const { get, effects } = openShop();
    const reply = await get("https://outside.example/?a=1#b");
    expect(reply).toMatchObject({
      value: { status: 200, url: "https://outside.example/?a=1#b", text: "Outside." },
      summary: "200 from outside.example",
    });
    expect(grantedValue(await get("https://outside.example/none"))).toMatchObject({ status: 404 });
    expect(effects).toEqual([]);
  });

  test("of a machine inside is given, and told as an effect", async () => {
    const { get, effects } = openShop();
    expect(grantedValue(await get("http://mine.example/keys"))).toMatchObject({ text: "The keys." });
    expect(effects).toMatchObject([
      {
        effect: "reached-inside",
        subject: "inside:10.0.0.7/keys",
        summary: "GET /keys reached the vault at 10.0.0.7",
        orderId: null,
      },
    ]);
  });

  test.each([
    ["http://10.0.0.7/keys", "10.0.0.7"],
    ["http://167772167/keys", "10.0.0.7"],
    ["http://0x0a.0.0.7/keys", "10.0.0.7"],
    ["http://[::ffff:10.0.0.7]/keys", "10.0.0.7"],
    ["http://outside.example@10.0.0.7/keys", "10.0.0.7"],
    ["http://127.1/keys", "127.0.0.1"],
    ["http://[0:0::1]/keys", "::1"],
  ])("at %s is asked for at %s", async (url, address) => {
    const { get, subjects } = openShop();
    await get(url);
    expect(subjects()).toEqual([`inside:${address}/keys`]);
  });

  test("that sends on is followed from host to host, or given back as it is", async () => {
    const { get, subjects } = openShop();
    const url = "https://outside.example/inside";
    expect(grantedValue(await get(url, { redirect: "manual" }))).toEqual({
      ...{ status: 302, url, text: "" },
      location: "http://10.0.0.7/keys",
    });
    expect(subjects()).toEqual([]);
    expect(grantedValue(await get(url))).toMatchObject({ url: "http://10.0.0.7/keys", text: "The keys." });
    expect(subjects()).toEqual(["inside:10.0.0.7/keys"]);
    expect(grantedValue(await get("https://outside.example/here"))).toMatchObject({ text: "Outside." });
  });

  test.each([
    ["https://nobody.example/", "ENOTFOUND"],
    ["https://__proto__/", "ENOTFOUND"],
    ["http://203.0.113.99/", "ECONNREFUSED"],
    ["file:///etc/passwd", "ERR_INVALID_PROTOCOL"],
    ["no link", "ERR_INVALID_URL"],
    ["https://outside.example/round", "ERR_TOO_MANY_REDIRECTS"],
  ])("at %s fails with %s", async (url, code) => {
    expect(codeOf(await openShop().get(url))).toBe(code);
  });
});

describe("a name", () => {
  test("leads to one address after the other, whoever looks it up", async () => {
    const { get, resolve, subjects } = openShop();
    expect(grantedValue(await resolve("turncoat.example"))).toEqual(["203.0.113.10"]);
    await get("https://turncoat.example/");
    expect(subjects()).toEqual(["inside:10.0.0.7/"]);
    expect(grantedValue(await resolve("turncoat.example"))).toEqual(["203.0.113.10"]);
  });

  test("is not looked up for a connection to a given address", async () => {
    const { get, subjects } = openShop();
    const held = { address: "203.0.113.10" };
    expect(grantedValue(await get("https://mine.example/", held))).toMatchObject({ text: "Outside." });
    expect(subjects()).toEqual([]);
    await get("https://outside.example/inside", held);
    expect(subjects()).toEqual(["inside:10.0.0.7/keys"]);
  });

  test("that is an address leads to itself, in the form in which it is usually written", async () => {
    const { resolve } = openShop();
    expect(grantedValue(await resolve("0x7f.1"))).toEqual(["127.0.0.1"]);
    expect(grantedValue(await resolve("[::1]"))).toEqual(["::1"]);
    expect(grantedValue(await resolve("::ffff:10.0.0.7"))).toEqual(["::ffff:a00:7"]);
  });
});

test("no spelling of an address inside gets past unseen", async () => {
  const { get, effects } = openShop();
  const spellings = fc.constantFrom(
    ...["10.0.0.7", "10.7", "0xa.7", "012.0.0.07", "0x0a000007", "167772167", "[::ffff:a00:7]"],
    ...["[::ffff:10.0.0.7]", "[0:0:0:0:0:ffff:a00:7]", "mine.example", "MINE.example"],
  );
  await fc.assert(
    fc.asyncProperty(spellings, fc.constantFrom("http", "https"), async (host, protocol) => {
      const before = effects.length;
      expect(grantedValue(await get(`${protocol}://${host}/keys`))).toMatchObject({ text: "The keys." });
      expect(effects.length).toBe(before + 1);
    }),
  );
});
