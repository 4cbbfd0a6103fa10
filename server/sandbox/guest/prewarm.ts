// Serves a few requests before any of the learner's code is there, so that everything lazy is loaded while files can be read.
import { createHmac, timingSafeEqual } from "node:crypto";
import http from "node:http";
import { inspect } from "node:util";
import express from "express";
import { VirtualConnection } from "../channel/virtual-connection.ts";
import { prepare } from "./listener.ts";

const bodies = [
  ["/json", "application/json", '{"a":1}'],
  ["/raw", "application/octet-stream", "raw"],
  ["/text", "text/plain; charset=utf-8", "text"],
  ["/form", "application/x-www-form-urlencoded", "a=1&b=2"],
  ["/missing", "text/plain", ""],
] as const;

/** Resolves when every kind of body has been parsed and answered once. */
export async function prewarm(): Promise<void> {
  const app = express();
  app.post("/json", express.json(), (request, response) => {
    response.status(201).json(request.body);
  });
  app.post("/raw", express.raw({ type: "*/*" }), (request, response) => {
    const code = createHmac("sha256", "key").update(request.body).digest();
    response.send(timingSafeEqual(code, code) ? code.toString("base64") : "");
  });
  app.post("/text", express.text(), (request, response) => {
    response.type("html").send(`${request.body} ${inspect(new Error("warm"))}`);
  });
  app.post("/form", express.urlencoded({ extended: true }), (request, response) => {
    response.set("X-Warm", request.get("host")).sendStatus(204);
  });
  const server = http.createServer(app);
  prepare(server);
  for (const [path, type, body] of bodies) await serve(server, path, type, body);
  server.closeAllConnections();
}

function serve(server: http.Server, path: string, type: string, body: string): Promise<void> {
  return new Promise((resolve) => {
    const connection = new VirtualConnection({ send: () => true, drained: () => {}, close: resolve });
    connection.on("error", () => {});
    server.emit("connection", connection);
    const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: ${type}\r\n`;
    connection.push(Buffer.from(`${head}Content-Length: ${body.length}\r\n\r\n${body}`));
  });
}
