// What the first paint depends on: the theme, so that a dark page never flashes white, and the place that is arrived at.
(() => {
  let choice = "system";
  try {
    choice = localStorage.getItem("hookproof/theme") ?? "system";
  } catch {
    // No storage: the system decides.
  }
  const dark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  // Mirrors client/app/theme.ts.
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  // A fragment is never sent to the server; client/styles/base.css hides what was drawn without knowing it.
  if (location.hash !== "") document.documentElement.dataset.arrival = "within";
})();
