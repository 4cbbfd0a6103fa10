// Draws a page as HTML while the client is built: exactly what the browser will draw first.
import { type ReactNode, StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { StaticRouter } from "react-router";
import { App } from "./app.tsx";
import { preloadPage } from "./routes.tsx";

/** @throws when a part of the page could not be drawn at once: the browser would draw something else in its place. */
export async function prerender(address: string): Promise<string> {
  await preloadPage(address);
  const Router = ({ children }: { children: ReactNode }) => (
    <StaticRouter location={address}>{children}</StaticRouter>
  );
  const html = renderToString(
    <StrictMode>
      <App Router={Router} />
    </StrictMode>,
  );
  // React's own marks for a boundary that failed, or that still waits.
  if (/<!--\$[!?]-->/.test(html))
    throw new Error(`The first screen of ${address} cannot be drawn without a browser.`);
  return html;
}
