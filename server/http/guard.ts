// Keeps other web pages out: the server runs code, so it answers only to its own names and its own origin.
import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";
import { HttpProblem } from "./problems.ts";

/** Why a request is refused, or null when it may pass. */
export type Refusal = { readonly title: string; readonly detail: string; readonly remedy: string } | null;

/**
 * The host names a server on `port` answers to: the loopback names, and the address it was told to listen on.
 * A name that an attacker's DNS points at 127.0.0.1 (DNS rebinding) is not among them.
 */
export function ownAuthorities(port: number, host: string): ReadonlySet<string> {
  const names = new Set(["127.0.0.1", "localhost", "[::1]"]);
  if (!["0.0.0.0", "::"].includes(host)) names.add(host.includes(":") ? `[${host}]` : host);
  const authorities = [...names].map((name) => `${name}:${port}`.toLowerCase());
  return new Set(port === 80 ? [...authorities, ...names] : authorities);
}

/**
 * Judges where a request comes from by Host, Origin and Sec-Fetch-Site.
 * A client that is no browser (curl) sends neither of the latter and passes; a browser always sends an Origin
 * with anything but a GET or HEAD, and Sec-Fetch-Site with everything (fetch.spec.whatwg.org, w3.org/TR/fetch-metadata).
 */
export function judgeOrigin(request: IncomingMessage, authorities: ReadonlySet<string>): Refusal {
  const { host = "", origin } = request.headers;
  if (!authorities.has(host.toLowerCase())) {
    return {
      title: "Not our name",
      detail: `This server does not answer to the name "${host}".`,
      remedy: `Open it as http://${[...authorities][0]}.`,
    };
  }
  const site = request.headers["sec-fetch-site"];
  const foreignOrigin = origin !== undefined && !isOwnOrigin(origin, authorities);
  if (foreignOrigin || (site !== undefined && site !== "same-origin" && site !== "none")) {
    return {
      title: "Foreign origin",
      detail: "A page of another origin may not use this server.",
      remedy: `Use the page at http://${[...authorities][0]}, or a client outside the browser.`,
    };
  }
  return null;
}

function isOwnOrigin(origin: string, authorities: ReadonlySet<string>) {
  return origin.startsWith("http://") && authorities.has(origin.slice("http://".length).toLowerCase());
}

/** A link on another site may open the page itself; nothing else passes from there. */
function isPageVisit(request: IncomingMessage & { path: string }) {
  return (
    request.method === "GET" &&
    request.headers["sec-fetch-mode"] === "navigate" &&
    request.headers["sec-fetch-dest"] === "document" &&
    !request.path.startsWith("/api")
  );
}

export function originGuard(authorities: () => ReadonlySet<string>): RequestHandler {
  return (request, _response, next) => {
    const refusal = judgeOrigin(request, authorities());
    if (refusal === null || (refusal.title === "Foreign origin" && isPageVisit(request))) return next();
    const { title, ...rest } = refusal;
    throw new HttpProblem(403, title, rest);
  };
}

/**
 * Headers of every answer. Styles may be inline because the editor sets them at run time; scripts never are.
 */
export function securityHeaders(policy: "strict" | "development"): RequestHandler {
  const directives = [
    "default-src 'none'",
    `script-src 'self'${policy === "development" ? " 'unsafe-inline'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    `connect-src 'self'${policy === "development" ? " ws:" : ""}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return (_request, response, next) => {
    response.set({
      "content-security-policy": directives,
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), geolocation=(), microphone=(self)",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
    next();
  };
}
