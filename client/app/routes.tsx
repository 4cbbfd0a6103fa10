// Every address of the site. Each page's code is fetched when it is first visited.
import { type ComponentType, lazy, type ReactNode, useState } from "react";
import { matchPath, Route, Routes, useLocation } from "react-router";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Frame } from "./frame.tsx";
import { HomePage } from "./home-page.tsx";
import { NotFound } from "./not-found.tsx";
import { useDefaultTitle } from "./use-default-title.ts";

interface PageModule {
  default: ComponentType;
  /** Fetches what the page at this address shows first. */
  preload?(params: Readonly<Record<string, string | undefined>>): Promise<unknown>;
}

interface LazyPage {
  path: string;
  title: string;
  load(): Promise<PageModule>;
}

const lazyPages: readonly LazyPage[] = [
  { path: "learn", title: "The course", load: () => import("../features/course/course-page.tsx") },
  { path: "learn/:lessonId", title: "Lesson", load: () => import("../features/course/lesson-page.tsx") },
  { path: "labs", title: "Labs", load: () => import("../features/labs/labs-page.tsx") },
  { path: "labs/:labId", title: "Lab", load: () => import("../features/labs/lab-page.tsx") },
  {
    path: "playground",
    title: "Playground",
    load: () => import("../features/playground/playground-page.tsx"),
  },
  { path: "interview", title: "Interview", load: () => import("../features/interview/interview-page.tsx") },
  {
    path: "interview/mock",
    title: "Mock interview",
    load: () => import("../features/interview/mock/mock-page.tsx"),
  },
  {
    path: "interview/:questionId",
    title: "Question",
    load: () => import("../features/interview/question-page.tsx"),
  },
  { path: "review", title: "Review", load: () => import("../features/interview/review/review-page.tsx") },
  { path: "progress", title: "Progress", load: () => import("../features/progress/progress-page.tsx") },
];

const lazyRoutes = lazyPages.map((lazyPage) => ({ ...lazyPage, ...deferred(lazyPage.load) }));

/** A page that is fetched when it is first drawn, and drawn at once when it was fetched before. */
function deferred(load: LazyPage["load"]) {
  let fetched: ComponentType | null = null;
  const fetchPage = async () => {
    const module = await load();
    fetched = module.default;
    return module;
  };
  const LazyPage = lazy(fetchPage);
  // Chosen once for as long as it is mounted: another component in its place would lose the page's state.
  const Page = () => {
    const [Chosen] = useState(() => fetched ?? LazyPage);
    return <Chosen />;
  };
  return { Page, fetchPage };
}

/**
 * Resolves when the page at an address can be drawn. The first visit waits for it, because React holds back content
 * for a third of a second once it has shown a placeholder. Never rejects: the page itself tells what went wrong.
 */
export async function preloadPage(address: string): Promise<void> {
  const loading = lazyRoutes.map(async ({ path, fetchPage }) => {
    const match = matchPath(`/${path}`, address);
    if (match !== null) await (await fetchPage()).preload?.(match.params);
  });
  await Promise.allSettled(loading);
}

export function SiteRoutes() {
  return (
    <Routes>
      <Route element={<Frame />}>
        <Route index element={page(HomePage, "Hookproof")} />
        {lazyRoutes.map(({ path, title, Page }) => (
          <Route key={path} path={path} element={page(Page, title)} />
        ))}
        <Route path="*" element={page(NotFound, "Not found")} />
      </Route>
    </Routes>
  );
}

function page(Page: ComponentType, title: string) {
  return (
    <Titled title={title}>
      <Page />
    </Titled>
  );
}

/** A page that breaks leaves the frame standing; going elsewhere leaves the fault behind. */
function Titled({ title, children }: { title: string; children: ReactNode }) {
  const { pathname } = useLocation();
  useDefaultTitle(title);
  return <ErrorBoundary key={pathname}>{children}</ErrorBoundary>;
}
