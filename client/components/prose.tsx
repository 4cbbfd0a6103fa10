// Text of content in which `code` stands in backticks.

export function Prose({ children }: { children: string }) {
  return children.split("`").map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: a part of a text is known by its place
    index % 2 === 0 ? part : <code key={index}>{part}</code>,
  );
}
