// Shapes of the engine's own modules that ship without a declaration.
declare module "monaco-editor/languages/definitions/typescript/typescript" {
  import type { languages } from "monaco-editor/editor";

  export const language: languages.IMonarchLanguage;
}
