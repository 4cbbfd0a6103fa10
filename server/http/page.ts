// Serves the built client: files by name, and the one page for every address of the site.
import { join } from "node:path";
import express, { type RequestHandler, Router } from "express";
import { readPage } from "./preloads.ts";

/** @param directory where the client was built to; hashed files in `assets/` are cached for good, the page never. */
export function builtPage(directory: string): RequestHandler {
  const pageFor = readPage(directory);
  const router = Router();
  router.use(
    "/assets",
    express.static(join(directory, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }),
  );
  router.use(express.static(directory, { index: false, cacheControl: false, dotfiles: "ignore" }));
  router.get("/{*path}", (request, response) => {
    response.set("cache-control", "no-cache").type("html").send(pageFor(request.path));
  });
  return router;
}
