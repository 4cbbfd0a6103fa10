// The module that client/build/templates.ts makes out of content/templates.
declare module "virtual:templates" {
  import type { TemplateWithFiles } from "../../../content/schema/template.ts";

  const templates: readonly TemplateWithFiles[];
  export default templates;
}
