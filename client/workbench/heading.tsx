// A heading inside a workbench: one level below the page's title, or below the section of a lesson.
import type { ComponentProps } from "react";
import { useWorkbench } from "./use-workbench.ts";

export function Heading(props: ComponentProps<"h2">) {
  const { compact } = useWorkbench();
  return compact ? <h3 {...props} /> : <h2 {...props} />;
}
