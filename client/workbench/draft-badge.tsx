// Whose code this is, and where it is kept.
import { Badge } from "../components/badge.tsx";
import { sameFiles } from "../editor/store.ts";
import { useObservable } from "../editor/use-observable.ts";
import type { DraftStatus } from "./draft.ts";
import { useWorkbench } from "./use-workbench.ts";

const kept: Record<DraftStatus["saved"], string> = {
  "nothing-typed": "",
  saving: "saving …",
  everywhere: "saved",
  "this-browser": "kept in this browser",
};

export function DraftBadge() {
  const { bench } = useWorkbench();
  const { files, starter } = useObservable(bench.editor);
  const { saved, starterChanged } = useObservable(bench.draft);
  if (sameFiles(files, starter)) return <Badge>starter</Badge>;
  const where = kept[saved];
  return (
    <Badge tone={saved === "this-browser" ? "time" : "neutral"}>
      yours{where === "" ? "" : ` · ${where}`}
      {starterChanged && " · the starter has changed since"}
    </Badge>
  );
}
