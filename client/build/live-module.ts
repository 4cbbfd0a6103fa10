// A module whose value can be followed: while content is being written, a new one takes its place without a reload.

/** @returns the module's code; `client/api/live.ts` has the type of its default export. */
export function liveModule(value: unknown): string {
  return `
const value = ${JSON.stringify(value)};
const cell = import.meta.hot?.data.cell ?? { listeners: new Set() };
cell.value = value;
export default {
  read: () => cell.value,
  subscribe(listener) {
    cell.listeners.add(listener);
    return () => cell.listeners.delete(listener);
  },
};
if (import.meta.hot) {
  import.meta.hot.data.cell = cell;
  import.meta.hot.accept();
}
for (const listener of cell.listeners) listener();
`;
}
