// The letters by which pictures and texts tell the events of one history apart: no schema, so that the page can import it.

/** A … Z, AA, AB, … for the events in the order in which they were made, counted from 0. */
export function letterOf(position: number): string {
  const last = String.fromCharCode(65 + (position % 26));
  return position < 26 ? last : letterOf(Math.floor(position / 26) - 1) + last;
}
