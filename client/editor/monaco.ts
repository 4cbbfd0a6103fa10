// The editor engine with its TypeScript service, set up once: workers, themes, compiler options and library types.
/// <reference path="./monaco-modules.d.ts" />
import * as monaco from "monaco-editor/editor";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import "monaco-editor/features/register.all";
import "monaco-editor/languages/definitions/typescript/register";
import "monaco-editor/languages/definitions/javascript/register";
import { language as typescriptGrammar } from "monaco-editor/languages/definitions/typescript/typescript";
import {
  javascriptDefaults,
  ModuleKind,
  ScriptTarget,
  typescriptDefaults,
} from "monaco-editor/languages/features/typescript/register";
import TypeScriptWorker from "monaco-editor/languages/features/typescript/ts.worker?worker";
import { libraryTypes } from "./library-types.ts";
import { STARTER_LANGUAGE } from "./monaco-diff.ts";
import { followTheme } from "./theme.ts";

export { attachDiff } from "./monaco-diff.ts";
export { attachEditor } from "./monaco-view.ts";

/** Values of TypeScript's own enums that the engine's shortened ones leave out. */
const MODULE_RESOLUTION_BUNDLER = 100;
const MODULE_DETECTION_FORCE = 3;

const compilerOptions = {
  target: ScriptTarget.ESNext,
  module: ModuleKind.ESNext,
  moduleResolution: MODULE_RESOLUTION_BUNDLER,
  moduleDetection: MODULE_DETECTION_FORCE,
  lib: ["lib.es2024.d.ts", "lib.esnext.disposable.d.ts", "lib.esnext.iterator.d.ts"],
  types: [],
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  esModuleInterop: true,
  skipLibCheck: true,
};

self.MonacoEnvironment = {
  getWorker: (_id, label) =>
    label === "typescript" || label === "javascript" ? new TypeScriptWorker() : new EditorWorker(),
};

typescriptDefaults.setCompilerOptions(compilerOptions);
javascriptDefaults.setCompilerOptions({ ...compilerOptions, allowJs: true, checkJs: true });
for (const defaults of [typescriptDefaults, javascriptDefaults]) {
  defaults.setEagerModelSync(true);
  defaults.setExtraLibs(libraryTypes());
  defaults.setDiagnosticsOptions({ onlyVisible: true });
}

colourCalls(typescriptGrammar);
monaco.languages.register({ id: STARTER_LANGUAGE });
monaco.languages.setMonarchTokensProvider(STARTER_LANGUAGE, typescriptGrammar);
followTheme(monaco.editor);
document.fonts.ready.then(() => monaco.editor.remeasureFonts());

/** The grammar colours all names alike; a name before "(" is a call, and calls are what a reader looks for. */
function colourCalls(grammar: monaco.languages.IMonarchLanguage) {
  const call: monaco.languages.IMonarchLanguageRule = [
    /[a-zA-Z_$][\w$]*(?=\s*(?:<[\w\s,.[\]|"']*>)?\()/,
    { cases: { "@keywords": "keyword", "@default": "function" } },
  ];
  grammar.tokenizer.common?.unshift(call);
}
