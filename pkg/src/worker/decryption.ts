// From what the provider gave to the signed token inside, with the host's crypto.
// Comes in: a token, encrypted where the provider encrypts. Goes out: the signed token. Never: what the host gave, or why it gave nothing.

import type { Edge, Provider, SignedToken } from "#edge";

/** Decrypts. The core says what to wait for; a failure is as good as no answer (RFC 7516 §11.5). */
export async function decrypted(edge: Edge, provider: Provider, compact: string): Promise<SignedToken> {
  const opening = edge.open(provider, compact);
  let waits = opening.next(undefined);
  while (waits !== undefined) waits = opening.next(await waits.catch(() => undefined));
  return opening.token();
}
