// The two things of their hosts that the communes are read with.

/** What a bundler for Workers makes of a `.txt` import. */
declare module "*.txt" {
  const text: string;
  export default text;
}

declare module "node:fs" {
  export function openSync(path: URL, flags: "r"): number;
  export function readSync(file: number, into: Uint8Array, offset: number, length: number, position: number): number;
  export function closeSync(file: number): void;
}
