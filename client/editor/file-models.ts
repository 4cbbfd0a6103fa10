// Keeps one Monaco model for each file of an editor store, equal in text and known to the TypeScript service.
import * as monaco from "monaco-editor/editor";
import {
  getTypeScriptWorker,
  typescriptDefaults,
} from "monaco-editor/languages/features/typescript/register";
import type { EditorStore } from "./store.ts";

export interface FileModels {
  get(name: string): monaco.editor.ITextModel | undefined;
  /** Brings models in line with the store: new, changed, renamed and deleted files. */
  sync(): void;
  dispose(): void;
}

let instances = 0;

export function createFileModels(store: EditorStore): FileModels {
  // Each editor has a folder of its own, so that several on one page never see one another's files.
  instances += 1;
  const folder = `file:///editor-${instances}/`;
  const models = new Map<string, monaco.editor.ITextModel>();

  const open = (name: string, text: string) => {
    const model = monaco.editor.createModel(text, languageOf(name), monaco.Uri.parse(folder + name));
    // Brackets in rainbow colours would mean something here that they do not.
    const bracketColorizationOptions = { enabled: false, independentColorPoolPerBracketType: false };
    model.updateOptions({ tabSize: 2, insertSpaces: true, bracketColorizationOptions });
    model.onDidChangeContent(() => store.edit(name, model.getValue()));
    models.set(name, model);
    return model;
  };
  const sync = () => {
    const { files } = store.read();
    const added = Object.entries(files).flatMap(([name, text]) => {
      const model = models.get(name);
      if (model === undefined) return [open(name, text)];
      if (model.getValue() !== text) replaceText(model, text);
      return [];
    });
    for (const [name, model] of models) {
      if (name in files) continue;
      models.delete(name);
      model.dispose();
    }
    void tellTypeScript(added);
  };
  sync();
  return {
    get: (name) => models.get(name),
    sync,
    dispose() {
      for (const model of models.values()) model.dispose();
      models.clear();
    },
  };
}

/** The service learns of a model when it is first shown; told of all at once, it can resolve imports between them. */
async function tellTypeScript(models: readonly monaco.editor.ITextModel[]): Promise<void> {
  if (models.length === 0) return;
  const uris = models.filter((model) => model.getLanguageId() === "typescript").map(({ uri }) => uri);
  try {
    const worker = await getTypeScriptWorker();
    await worker(...uris);
    // What was checked before it knew the others complains about their imports: everything is checked again.
    if (uris.length > 1) typescriptDefaults.setDiagnosticsOptions(typescriptDefaults.getDiagnosticsOptions());
  } catch {
    // Without the service the text can still be edited and run; the engine logs why it did not start.
  }
}

/** As one edit, so that the editor's own undo brings the text back. */
function replaceText(model: monaco.editor.ITextModel, text: string) {
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  model.pushStackElement();
}

function languageOf(name: string) {
  return /\.m?js$/.test(name) ? "javascript" : "typescript";
}
