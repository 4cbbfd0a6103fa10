// The measures that the picture's parts share, in CSS pixels.

/** Where labels stand: above a lane's line, below the shop's, or in the rows of pauses and times. */
export type Band = "provider" | "network" | "receiver" | "shop" | "pause" | "time";

/** How many rows of labels each band may use. */
export const bandRows: Readonly<Record<Band, number>> = {
  provider: 3,
  network: 2,
  receiver: 2,
  shop: 4,
  pause: 1,
  time: 1,
};

/** One letter of the labels' fixed-width face at 11.5 px. */
export const LETTER_PX = 6.95;
export const ROW_PX = 16;
export const BAR_PX = 14;
export const TOP_PX = 20;
export const SUB_LANE_PX = 34;
