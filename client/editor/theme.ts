// Gives the editor the colours of the design tokens, and follows the page when its theme changes.
import type { editor } from "monaco-editor/editor";

type Engine = Pick<typeof editor, "defineTheme" | "setTheme">;

/** Token names of the grammar to custom properties of the design system. */
const tokenColours: Readonly<Record<string, string>> = {
  "": "--code",
  keyword: "--code-keyword",
  string: "--code-string",
  regexp: "--code-string",
  comment: "--code-comment",
  number: "--code-number",
  function: "--code-function",
  identifier: "--code",
  type: "--code",
  delimiter: "--code",
};

/** Parts of the editor to custom properties, some with a transparency in hex. */
const partColours: Readonly<Record<string, string | readonly [property: string, alpha: string]>> = {
  "editor.background": "--panel",
  "editor.foreground": "--code",
  "editorLineNumber.foreground": "--faint",
  "editorLineNumber.activeForeground": "--ink",
  "editorCursor.foreground": "--ink",
  "editor.selectionBackground": ["--genuine", "33"],
  "editor.inactiveSelectionBackground": ["--genuine", "1f"],
  "editor.wordHighlightBackground": ["--genuine", "1a"],
  "editor.wordHighlightStrongBackground": ["--genuine", "1a"],
  "editor.lineHighlightBackground": "--sunk",
  "editor.lineHighlightBorder": "--sunk",
  "editorIndentGuide.background1": "--line",
  "editorIndentGuide.activeBackground1": "--line-strong",
  "editorBracketMatch.background": "--sunk",
  "editorBracketMatch.border": "--line-strong",
  "editorError.foreground": "--hostile",
  "editorWarning.foreground": "--time",
  "editorInfo.foreground": "--genuine",
  "editorWidget.background": "--panel",
  "editorWidget.border": "--line-strong",
  "editorHoverWidget.background": "--panel",
  "editorHoverWidget.border": "--line-strong",
  "editorSuggestWidget.background": "--panel",
  "editorSuggestWidget.border": "--line-strong",
  "editorSuggestWidget.foreground": "--ink",
  "editorSuggestWidget.selectedBackground": "--genuine-bg",
  "editorSuggestWidget.selectedForeground": "--ink",
  "editorSuggestWidget.highlightForeground": "--genuine",
  "editorSuggestWidget.focusHighlightForeground": "--genuine",
  "editorGutter.background": "--panel",
  "diffEditor.insertedTextBackground": ["--effect", "2e"],
  "diffEditor.removedTextBackground": ["--hostile", "2e"],
  "diffEditor.insertedLineBackground": ["--effect", "14"],
  "diffEditor.removedLineBackground": ["--hostile", "14"],
  "diffEditor.border": "--line",
  "diffEditor.unchangedCodeBackground": "--panel",
  "diffEditor.unchangedRegionBackground": "--sunk",
  "diffEditor.unchangedRegionForeground": "--soft",
  "scrollbarSlider.background": ["--faint", "40"],
  "scrollbarSlider.hoverBackground": ["--faint", "66"],
  "scrollbarSlider.activeBackground": ["--faint", "80"],
  "scrollbar.shadow": "--line",
  "menu.background": "--panel",
  "menu.foreground": "--ink",
  "menu.selectionBackground": "--genuine-bg",
  "menu.selectionForeground": "--ink",
  "list.hoverBackground": "--sunk",
  "quickInput.background": "--panel",
  "quickInput.foreground": "--ink",
  "input.background": "--panel",
  "input.foreground": "--ink",
  "input.border": "--line-strong",
  focusBorder: "--genuine",
};

/** Colours the editor now, and again whenever the page's `data-theme` changes. */
export function followTheme(engine: Engine): void {
  const apply = () => {
    const theme = document.documentElement.dataset.theme === "dark" ? "dark" : "light";
    engine.defineTheme(`hookproof-${theme}`, themeFromTokens(theme, tokenReader()));
    engine.setTheme(`hookproof-${theme}`);
  };
  apply();
  new MutationObserver(apply).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

/** @param read gives the `#rrggbb` of a custom property. */
export function themeFromTokens(
  theme: "light" | "dark",
  read: (property: string) => string,
): editor.IStandaloneThemeData {
  const rules = Object.entries(tokenColours).map(([token, property]) => ({
    token,
    foreground: read(property).replace("#", ""),
  }));
  const colors = Object.entries(partColours).map(([part, colour]) => [
    part,
    typeof colour === "string" ? read(colour) : read(colour[0]) + colour[1],
  ]);
  return {
    base: theme === "dark" ? "vs-dark" : "vs",
    inherit: true,
    rules,
    colors: Object.fromEntries(colors),
  };
}

/** The build may shorten a colour in any way CSS allows; a canvas gives every spelling back as `#rrggbb`. */
function tokenReader() {
  const style = getComputedStyle(document.documentElement);
  const canvas = document.createElement("canvas").getContext("2d");
  return (property: string) => {
    const value = style.getPropertyValue(property).trim();
    if (!canvas) return value;
    canvas.fillStyle = value;
    return canvas.fillStyle;
  };
}
