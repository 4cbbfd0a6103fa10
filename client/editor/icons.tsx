// The editor's few icons, drawn to the weight of the text beside them.
import type { ReactNode } from "react";

const icon = (path: ReactNode) => (
  <svg
    viewBox="0 0 16 16"
    width="15"
    height="15"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {path}
  </svg>
);

/** A mark inside a shield: held against everything. */
export const proofIcon = icon(
  <path d="M8 2 3.2 3.8v3.7c0 3 2 5.3 4.8 6.5 2.8-1.2 4.8-3.5 4.8-6.5V3.8zM5.9 7.9l1.5 1.5 2.7-2.9" />,
);
export const addIcon = icon(<path d="M8 3v10M3 8h10" />);
export const renameIcon = icon(
  <path d="m3 13 .6-2.7L10.7 3.200a1.3 1.3 0 0 1 1.9 1.900L5.5 12.300zM9.5 4.500l2 2" />,
);
export const deleteIcon = icon(
  <path d="M3 4.500h10M6.5 4V2.800h3V4M4.5 4.500l.5 8.700h6l.5-8.700M6.8 7v3.700M9.2 7v3.7" />,
);
