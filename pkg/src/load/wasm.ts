// The WebAssembly module as a program hands it over, where the package does not find it by itself.
// Comes in: one of the forms in which bundlers and hosts have it. Goes out: the module, compiled. Never: a request; a program that has it
// elsewhere fetches it, and hands over the answer.

import { FcPivotError } from "../shared/errors.js";

/** A compiled module, its octets, or the answer that brings them; in Node, Bun and Deno also the file's path or `file:` URL. */
export type Wasm = WebAssembly.Module | ArrayBuffer | ArrayBufferView<ArrayBuffer> | Response | URL | string;

/** Reads a file, where the host has files. */
export type Read = (file: URL | string) => Promise<BufferSource>;

const noFiles: Read = async () => {
  throw new TypeError("this host has no files");
};

/** Compiles it. Throws `wasm_unavailable`, with `remedy` as what is to be done. */
export async function compiled(wasm: Wasm | Promise<Wasm>, remedy: string, read = noFiles): Promise<WebAssembly.Module> {
  try {
    const given: unknown = await wasm;
    if (given instanceof WebAssembly.Module) return given;
    return await WebAssembly.compile(await octetsOf(given, read));
  } catch {
    throw new FcPivotError("wasm_unavailable", remedy);
  }
}

async function octetsOf(given: unknown, read: Read): Promise<BufferSource> {
  if (given instanceof Response) return given.arrayBuffer();
  if (given instanceof URL) return read(given);
  if (typeof given !== "string") return given as BufferSource;
  // A path on Windows has a colon too.
  return read(given.startsWith("file:") ? new URL(given) : given);
}
