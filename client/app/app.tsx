// The providers around the site, and its routes.
import { QueryClientProvider } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, useState } from "react";
import { BrowserRouter } from "react-router";
import { createQueryClient } from "../api/queries.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { SiteRoutes } from "./routes.tsx";

/** @param Router where the address comes from: the browser, unless a page is drawn while there is none. */
export function App({ Router = BrowserRouter }: { Router?: ComponentType<{ children: ReactNode }> }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <Router>
          <SiteRoutes />
        </Router>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
