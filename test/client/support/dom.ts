// What jsdom lacks and the page's parts ask for.
import { vi } from "vitest";

/** A machine with a finger as its only pointer, or with a mouse. */
export function stubPointer(kind: "touch" | "mouse") {
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: kind === "touch" ? query === "(pointer: coarse)" : query.includes("fine"),
    media: query,
    addEventListener() {},
    removeEventListener() {},
  }));
}
