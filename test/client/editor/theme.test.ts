// The editor's colours come from the design tokens, all of them, in both themes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { themeFromTokens } from "../../../client/editor/theme.ts";

const css = readFileSync(join(import.meta.dirname, "../../../client/styles/tokens.css"), "utf8");
const [light = "", dark = ""] = css.split(':root[data-theme="dark"]');
const propertiesOf = (text: string) =>
  new Map(
    [...text.matchAll(/(--[a-z0-9-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]),
  );

describe.each([
  ["light", propertiesOf(light)],
  ["dark", new Map([...propertiesOf(light), ...propertiesOf(dark)])],
] as const)("the %s theme", (name, tokens) => {
  const theme = themeFromTokens(name, (property) => tokens.get(property) ?? `missing ${property}`);

  test("takes every colour from a token that exists", () => {
    expect(Object.entries(theme.colors).filter(([, colour]) => !/^#[0-9a-f]{6,8}$/i.test(colour))).toEqual(
      [],
    );
    expect(theme.rules.filter(({ foreground }) => !/^[0-9a-f]{6}$/i.test(foreground ?? ""))).toEqual([]);
  });

  test("stands on the panel's own background", () => {
    expect(theme.colors["editor.background"]).toBe(tokens.get("--panel"));
    expect(theme.base).toBe(name === "dark" ? "vs-dark" : "vs");
  });
});
