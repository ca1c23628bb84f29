// The communes in Node, Bun and Deno: read from the package, a department when it is first asked for.
// Comes in: the file. Goes out: its parts. Never: all of it: to open takes a hundredth of the time, and most programs meet a few departments.
import { closeSync, openSync, readSync } from "node:fs";
import { FcPivotError } from "../shared/errors.js";
import type { PartOf } from "./communes.js";

/** More than the file's first two lines have. */
const HEAD_BYTES = 4096;

const decoder = new TextDecoder();

export async function open(): Promise<PartOf> {
  let file: URL;
  let head: string;
  try {
    // Here and not at the top: some bundlers leave no `import.meta`.
    file = new URL("../../data/communes.txt", import.meta.url);
    head = read(file, 0, HEAD_BYTES);
  } catch {
    throw new FcPivotError(
      "invalid_settings",
      "openLabels: expected fc-pivot/communes.txt beside the package's code: keep fc-pivot out of the bundle",
    );
  }
  const [source = "", lengths = ""] = head.split("\n");
  const places = new Map<string, readonly [at: number, length: number]>();
  let at = byteLength(source) + byteLength(lengths) + 2;
  for (const entry of lengths.split(" ")) {
    const [department = "", length] = entry.split(":");
    places.set(department, [at, Number(length)]);
    at += Number(length);
  }
  return (department) => {
    const place = places.get(department);
    return place && read(file, ...place).trimEnd();
  };
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

function read(file: URL, at: number, length: number): string {
  const bytes = new Uint8Array(length);
  const descriptor = openSync(file, "r");
  try {
    return decoder.decode(bytes.subarray(0, readSync(descriptor, bytes, 0, length, at)));
  } finally {
    closeSync(descriptor);
  }
}
