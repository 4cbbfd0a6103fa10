// Cycles through light, dark and the system's own theme.
import { IconButton } from "../components/icon-button.tsx";
import { type ThemeChoice, useThemeChoice } from "./theme.ts";

const next: Record<ThemeChoice, ThemeChoice> = { system: "light", light: "dark", dark: "system" };
const names: Record<ThemeChoice, string> = { system: "as the system", light: "light", dark: "dark" };

export function ThemeSwitch() {
  const [choice, choose] = useThemeChoice();
  return (
    <IconButton
      label={`Theme: ${names[choice]}. Change to ${names[next[choice]]}`}
      icon={icons[choice]}
      onClick={() => choose(next[choice])}
    />
  );
}

const stroke = { fill: "none", stroke: "currentColor", strokeWidth: 1.4, strokeLinecap: "round" } as const;

const icons: Record<ThemeChoice, React.ReactNode> = {
  light: (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" {...stroke}>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13" />
    </svg>
  ),
  dark: (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" {...stroke}>
      <path d="M13.5 9.7A6 6 0 0 1 6.3 2.5a6 6 0 1 0 7.2 7.2Z" strokeLinejoin="round" />
    </svg>
  ),
  system: (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" {...stroke}>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor" />
    </svg>
  ),
};
