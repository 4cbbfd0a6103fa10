// Puts a milestone's key into words: `lesson/a-live-handler/step/break-it` is "Break it", a step in "A live handler".

export function readMilestone(key: string): { what: string; where: string } {
  const [area = "", unit = "", ...rest] = key.split("/");
  const last = rest.at(-1) ?? unit;
  const place = rest.length === 0 ? "" : `: ${words(unit)}`;
  // A step and the choice that it asks for may share a name.
  const kind = rest.length > 1 ? `, ${rest[0]}` : "";
  return { what: words(last), where: `${words(area)}${place}${kind}` };
}

function words(id: string) {
  const text = id.replaceAll(/[-_]/g, " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
