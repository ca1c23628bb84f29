/**
 * The last of our calls in a verification, in either module.
 *
 * In: a token as it was received; what the login expects of it; keys. Out: what it says of the person's authentication. Never: memory of the
 * module's that is left to the collector.
 */
export function assuranceOf(received, tokens, keys, provider) {
  const verified = tokens.verify(received, keys, provider);
  const assurance = verified.assurance();
  verified.free();
  received.free();
  return assurance;
}
