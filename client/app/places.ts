// The main places of the site, in the order of the navigation.

/** Where a newcomer starts; the folder of the lesson under content/lessons. */
export const FIRST_LESSON = "a-live-handler";

export const places = [
  { path: "/learn", label: "Learn" },
  { path: "/labs", label: "Labs" },
  { path: "/playground", label: "Playground" },
  { path: "/interview", label: "Interview" },
  { path: "/progress", label: "Progress" },
] as const;
export type Place = (typeof places)[number];
