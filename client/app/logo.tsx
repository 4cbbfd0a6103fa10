// The mark: a hook whose end is an arrow that comes back.

export function Logo() {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M4 3v7a6 6 0 0 0 12 0V7" />
      <path d="m13 9 3-3 3 3" transform="translate(-.2 .6)" />
    </svg>
  );
}
