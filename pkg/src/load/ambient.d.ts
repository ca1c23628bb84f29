// The two things of their hosts that these loaders use.

/** What a bundler for Workers makes of a `.wasm` import. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

declare module "node:fs/promises" {
  export function readFile(path: URL | string): Promise<Uint8Array<ArrayBuffer>>;
}
