// Sessions that the version before sealed with AES-256-GCM, so that an upgrade signs nobody out. They end by themselves, and this file with them.
// Comes in: a request's cookies and record. Goes out: its session, which its first use seals anew. Never: a word on why something does not open.

import type { Edge, Session } from "#edge";

/** Octets of a key, of an IV, and what is authenticated besides: see `Edge.former`. */
const KEY = 32;
const IV = 12;
const ADDITIONAL = Uint8Array.of(2);

/** The session of a request, whose caller frees it; `undefined` where the version before sealed none. */
export async function formerSession(edge: Edge, cookies: string, record: string | undefined): Promise<Session | undefined> {
  for (const octets of edge.former(cookies, record)) {
    const text = await decrypted(octets as Uint8Array<ArrayBuffer>).catch(() => undefined);
    octets.fill(0);
    if (text !== undefined) return edge.formerSession(text);
  }
  return undefined;
}

async function decrypted(octets: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const { subtle } = crypto;
  const key = await subtle.importKey("raw", octets.subarray(0, KEY), "AES-GCM", false, ["decrypt"]);
  const parameters = { name: "AES-GCM", iv: octets.subarray(KEY, KEY + IV), additionalData: ADDITIONAL };
  return new Uint8Array(await subtle.decrypt(parameters, key, octets.subarray(KEY + IV)));
}
