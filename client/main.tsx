// Starts the page: takes over what is drawn of it already, or draws it all.
import { StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot, hydrateRoot } from "react-dom/client";
import "./styles/index.css";
import { App } from "./app/app.tsx";
import { preloadPage } from "./app/routes.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root.");

// Not a top-level await: the bundler would split everything that this file shares with the pages.
void preloadPage(location.pathname).then(() => {
  const site = (
    <StrictMode>
      <App />
    </StrictMode>
  );
  // Whoever arrives in the middle of a lesson gets more than was drawn: a fragment is never sent to the server.
  const isDrawn = root.hasChildNodes() && root.querySelector("section:target") === null;
  if (isDrawn) hydrateRoot(root, site);
  // At once, so that what was drawn for another place is never seen.
  else flushSync(() => createRoot(root).render(site));
  delete root.dataset.early;
});
