// The web as far as the receiver reaches it: a few machines, some of which only the shop's own network reaches.
import type { ArgumentsOf } from "./call-arguments.ts";
import type { EffectCause, EffectLedger } from "./ledger.ts";
import { granted, refused } from "./replies.ts";
import type { ShopReply, WebMachine, WebWorld } from "./types.ts";

/** As many as `fetch` follows. */
const MAX_REDIRECTS = 20;

export interface Web {
  /** The addresses to which a name leads now. */
  resolve(asked: ArgumentsOf<"web.resolve">): ShopReply;
  get(asked: ArgumentsOf<"web.get">, cause: EffectCause): ShopReply;
}

/** A page as a handler is given it. */
interface Page {
  readonly status: number;
  readonly url: string;
  readonly text: string;
  /** Where a 3xx that was not followed leads. */
  readonly location?: string;
}

/** A failure of the network, in the words and with the code of Node's own. */
class WebError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Names are looked up anew for every connection, as resolvers do when an answer may not be kept. */
export function createWeb(world: WebWorld, ledger: EffectLedger): Web {
  const lookups = new Map<string, number>();

  const lookUp = (name: string): string => {
    const literal = literalIn(name);
    if (literal !== null) return literal;
    const addresses = Object.hasOwn(world.names, name) ? (world.names[name] ?? []) : [];
    const before = lookups.get(name) ?? 0;
    lookups.set(name, before + 1);
    const address = addresses[before % addresses.length];
    if (address === undefined) throw new WebError("ENOTFOUND", `getaddrinfo ENOTFOUND ${name}`);
    return address;
  };

  const connect = (url: URL, address: string, cause: EffectCause): WebMachine => {
    const machine = world.machines.find((one) => one.address === plain(address));
    if (machine === undefined) throw new WebError("ECONNREFUSED", `connect ECONNREFUSED ${address}`);
    if (machine.inside !== undefined) {
      const summary = `GET ${url.pathname} reached ${machine.inside} at ${machine.address}`;
      const subject = `inside:${machine.address}${url.pathname}`;
      ledger.record({ effect: "reached-inside", subject, summary, orderId: null }, cause);
    }
    return machine;
  };

  const ask = (url: URL, address: string, cause: EffectCause): Page => {
    const { pages } = connect(url, address, cause);
    const page = Object.hasOwn(pages, url.pathname) ? pages[url.pathname] : undefined;
    if (page === undefined) return { status: 404, url: url.href, text: "Not found" };
    if (typeof page === "string") return { status: 200, url: url.href, text: page };
    return { status: 302, url: url.href, text: "", location: new URL(page.to, url).href };
  };

  return {
    resolve: ({ name }) =>
      answer(() => ({ value: [lookUp(name)], summary: (addresses) => addresses.join(", ") })),
    get: (asked, cause) =>
      answer(() => {
        let url = readUrl(asked.url);
        let page = ask(url, literalIn(asked.address ?? "") ?? lookUp(url.hostname), cause);
        for (let hops = 0; page.location !== undefined && asked.redirect !== "manual"; hops += 1) {
          if (hops === MAX_REDIRECTS) throw new WebError("ERR_TOO_MANY_REDIRECTS", "redirect count exceeded");
          url = readUrl(page.location);
          page = ask(url, lookUp(url.hostname), cause);
        }
        return { value: page, summary: ({ status }) => `${status} from ${url.host}` };
      }),
  };
}

function answer<Value>(
  work: () => { readonly value: Value; readonly summary: (value: Value) => string },
): ShopReply {
  try {
    const { value, summary } = work();
    return granted(value, summary(value));
  } catch (error) {
    if (!(error instanceof WebError)) throw error;
    return refused({ name: "WebError", code: error.code, message: error.message });
  }
}

/** @throws WebError for what is no address of a page. */
function readUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null) throw new WebError("ERR_INVALID_URL", `Invalid URL: ${text}`);
  if (url.protocol === "https:" || url.protocol === "http:") return url;
  throw new WebError(
    "ERR_INVALID_PROTOCOL",
    `Only http: and https: can be asked for, and not ${url.protocol}`,
  );
}

/** The address that a host is, however it is spelled (`0x7f.1` is 127.0.0.1: WHATWG URL, 3.5), or null for a name. */
function literalIn(host: string): string | null {
  const bare = host.replace(/^\[|\]$/g, "");
  if (bare === "") return null;
  const read = URL.parse(`http://${bare.includes(":") ? `[${bare}]` : bare}`)?.hostname ?? "";
  if (read.startsWith("[")) return read.slice(1, -1);
  return /^[\d.]+$/.test(read) ? read : null;
}

/** ::ffff:a00:7 reaches the machine at 10.0.0.7 (RFC 4291, 2.5.5.2). */
function plain(address: string): string {
  const mapped = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(address);
  if (mapped === null) return address;
  const pairs = mapped.slice(1).map((pair) => Number.parseInt(pair, 16));
  return pairs.flatMap((pair) => [pair >> 8, pair & 255]).join(".");
}
