// Puts the web server together: guard first, then the API, then the page.

import express, { type Express, type RequestHandler } from "express";
import type { InterviewRole } from "../../content/schema/interview-role.ts";
import type { Attempt, Standing } from "../contract/progress.ts";
import type { Health } from "../contract/session.ts";
import type { ModelGrader } from "../interview/model-grader/model-grader.ts";
import type { LabBench } from "../labs/lab-bench.ts";
import type { ReviewDesk } from "../progress/review-desk.ts";
import type { ProgressStore } from "../progress/store.ts";
import { type DesignShelf, designRoutes } from "./design-routes.ts";
import { originGuard, securityHeaders } from "./guard.ts";
import { labRoutes } from "./lab-routes.ts";
import { mechanismRoutes } from "./mechanism-routes.ts";
import { mockInterviewRoutes } from "./mock-interview-routes.ts";
import { modelGraderRoutes } from "./model-grader-routes.ts";
import { openApiDocument } from "./openapi.ts";
import { problemHandler, unknownAddress } from "./problems.ts";
import { progressRoutes } from "./progress-routes.ts";
import type { ProofRegistry } from "./proof-registry.ts";
import { proofRoutes } from "./proof-routes.ts";
import { type QuestionBank, questionRoutes } from "./question-routes.ts";
import { reviewRoutes } from "./review-routes.ts";
import type { SessionRegistry } from "./session-registry.ts";
import { sessionRoutes } from "./session-routes.ts";

export interface AppOptions {
  /** The host:port names the server answers to; asked at each request, because the port may be chosen late. */
  authorities(): ReadonlySet<string>;
  /** Serves the page: built files, or the development server's middleware. */
  readonly page: RequestHandler;
  /** What the API offers. The page is served at once; whoever asks the API waits until this stands. */
  readonly api: ApiOptions | Promise<ApiOptions>;
  readonly policy: "strict" | "development";
  onOurFault(error: unknown): void;
}

export interface ApiOptions {
  readonly version: string;
  health(): Promise<Health>;
  readonly sessions: SessionRegistry;
  readonly proofs: ProofRegistry;
  readonly scenarioIds: readonly string[];
  /** Asked at each request, so that it can refuse with an HttpProblem where no code is run. */
  labs(): LabBench;
  readonly progress: ProgressStore;
  standing(attempts: readonly Attempt[]): Standing;
  readonly questions: QuestionBank;
  /** Null where none is set up. */
  readonly modelGrader: ModelGrader | null;
  readonly review: ReviewDesk;
  readonly designs: DesignShelf;
  readonly interviewRoles: readonly InterviewRole[];
}

export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(securityHeaders(options.policy));
  app.use(originGuard(options.authorities));
  // Unbuilt, the page's own modules in client/api/ have addresses under /api, too.
  if (options.policy === "development") {
    app.use((request, response, next) => {
      if (/^\/api\/.*\.tsx?$/.test(request.path)) options.page(request, response, next);
      else next();
    });
  }
  const api = Promise.resolve(options.api).then(apiRoutes);
  // Whoever starts the services is told why there are none; each request gets our fault.
  api.catch(() => {});
  app.use("/api", async (...args) => (await api)(...args));
  app.use(options.page);
  app.use(problemHandler(options.onOurFault));
  return app;
}

function apiRoutes(options: ApiOptions) {
  const api = express.Router();
  const document = openApiDocument(options.version);
  api.use((_request, response, next) => {
    response.set("cache-control", "no-store");
    next();
  });
  // A submission may hold 20 files of 200 kB; everything else is far smaller.
  api.use(express.json({ limit: "6mb" }));
  api.get("/health", async (_request, response) => void response.json(await options.health()));
  api.get("/openapi.json", (_request, response) => void response.json(document));
  api.use(sessionRoutes(options.sessions, options.scenarioIds));
  api.use(proofRoutes(options.proofs, options.scenarioIds));
  api.use(labRoutes(() => options.labs(), options.proofs, options.scenarioIds));
  api.use(progressRoutes(options.progress, (attempts) => options.standing(attempts)));
  api.use(questionRoutes(options.questions));
  api.use(modelGraderRoutes(options.modelGrader));
  api.use(reviewRoutes(options.review));
  api.use(designRoutes(options.designs));
  api.use(mockInterviewRoutes(options.interviewRoles, () => options.questions.list(), options.progress));
  api.use(mechanismRoutes());
  api.use(unknownAddress);
  return api;
}
