export const chromiums: readonly [best: DebianChromium, second: DebianChromium];
export function findChromium(): string | undefined;
interface DebianChromium {
  readonly path: string;
  readonly debianPackage: string;
}
