/**
 * The last of our calls in a verification, in either module.
 *
 * In: a token as it was received, and verified. Out: what it says of the person's authentication. Never: memory of the module's that is left
 * to the collector.
 */
export function assuranceOf(received, verified) {
  const assurance = verified.assurance();
  verified.free();
  received.free();
  return assurance;
}
