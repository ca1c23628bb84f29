// Bodies read at one stroke, where the host can do that: workerd. Each further turn costs it more than the octets that it brings.
// Comes in: a body, and its length by what was said of it. Goes out: its octets. Never: one beyond the limit, whatever was said.

import type { ErrorCode } from "../shared/errors.js";
import { type Body, readUpTo } from "../shared/http.js";

/** workerd's own reader: it waits until so many octets are there, or the end. */
interface PatientReader {
  readAtLeast(octets: number, into: Uint8Array): Promise<{ readonly value?: Uint8Array }>;
  releaseLock(): void;
}

/** Reads a body of at most `limit` octets, else throws an error of `code`. It was `declared` to have so many; if that is true, one turn does it. */
export async function readPatiently(body: Body, limit: number, code: ErrorCode, declared: number): Promise<Uint8Array> {
  const reader = body && Number.isInteger(declared) && declared >= 0 && declared < limit ? readerOf(body) : undefined;
  if (body === null || reader === undefined) return readUpTo(body, limit, code);
  // Room for one more: what is less than that has ended.
  const { value: first = new Uint8Array() } = await reader.readAtLeast(declared + 1, new Uint8Array(declared + 1));
  if (first.byteLength <= declared) return first;
  // It was compressed on its way, for example.
  reader.releaseLock();
  const rest = await readUpTo(body, limit - first.byteLength, code);
  const whole = new Uint8Array(first.byteLength + rest.byteLength);
  whole.set(first);
  whole.set(rest, first.byteLength);
  return whole;
}

/** `undefined` with another host, and with a stream that is none of octets, which a program may have made. */
function readerOf(body: NonNullable<Body>): PatientReader | undefined {
  if (!("readAtLeast" in (globalThis.ReadableStreamBYOBReader?.prototype ?? {}))) return undefined;
  try {
    return body.getReader({ mode: "byob" }) as unknown as PatientReader;
  } catch {
    return undefined;
  }
}
