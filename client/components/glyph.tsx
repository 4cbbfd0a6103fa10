// The shapes that double every meaning of colour: a reader who sees no hue still tells them apart.
import { classNames } from "./class-names.ts";
import styles from "./glyph.module.css";

/** What a colour may mean in this product; nothing else is coloured. */
export type Tone = "genuine" | "hostile" | "effect" | "time" | "crash" | "neutral";

interface GlyphProps {
  tone: Tone;
  className?: string | undefined;
  /** Edge length in CSS pixels. */
  size?: number | undefined;
}

/** Decorative: the text beside it carries the same meaning. */
export function Glyph({ tone, className, size = 10 }: GlyphProps) {
  return (
    <svg
      viewBox="0 0 10 10"
      width={size}
      height={size}
      className={classNames(styles.glyph, styles[tone], className)}
      aria-hidden="true"
      focusable="false"
    >
      {shapes[tone]}
    </svg>
  );
}

const shapes = {
  genuine: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  hostile: <path d="M5 0.8 9.6 9H0.4z" fill="currentColor" />,
  effect: <path d="M5 0.2 9.8 5 5 9.8 0.2 5z" fill="currentColor" />,
  time: (
    <path
      d="M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8M5 2.9V5l1.6 1"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
    />
  ),
  crash: (
    <path d="m1.6 1.6 6.8 6.8m0-6.8L1.6 8.4" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
  ),
  neutral: (
    <rect
      x="1.4"
      y="1.4"
      width="7.2"
      height="7.2"
      rx="1"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    />
  ),
} satisfies Record<Tone, React.ReactNode>;
