// Live sessions over HTTP: start one, follow its events, act on it, end it.
import { type Request, Router } from "express";
import { SessionAction, StartSession } from "../contract/session.ts";
import { decodeBody, HttpProblem, requireScenario } from "./problems.ts";
import type { RegisteredSession, SessionRegistry } from "./session-registry.ts";
import { openEventStream } from "./sse.ts";

export function sessionRoutes(registry: SessionRegistry, scenarioIds: readonly string[]): Router {
  const router = Router();

  router.post("/sessions", async (request, response) => {
    const start = decodeBody(request, StartSession);
    requireScenario(start.scenario, scenarioIds);
    const sessionId = await registry.open(start);
    response.status(202).location(`/api/sessions/${sessionId}`).json({ sessionId });
  });

  router.get("/sessions/:id/events", (request, response) => {
    const { session, use } = find(registry, request);
    const done = use();
    const stream = openEventStream(response, () => {
      unsubscribe();
      done();
    });
    const unsubscribe = session.subscribe((event) => stream.send(event));
  });

  router.post("/sessions/:id/actions", (request, response) => {
    const { session, use } = find(registry, request);
    const action = decodeBody(request, SessionAction);
    const done = use();
    session.act(action);
    done();
    response.sendStatus(202);
  });

  router.delete("/sessions/:id", async (request, response) => {
    await registry.close(request.params.id);
    response.sendStatus(204);
  });

  return router;
}

function find(registry: SessionRegistry, request: Request): RegisteredSession {
  const found = registry.find(String(request.params.id));
  if (found) return found;
  throw new HttpProblem(404, "Session over", {
    detail: "This session is over, or was started by an earlier run of the server.",
    remedy: "Press Run: the code in the editor is kept.",
  });
}
