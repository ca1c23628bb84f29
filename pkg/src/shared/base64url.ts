// base64url without padding (RFC 4648 §5), of octets.
// Comes in: octets. Goes out: their text. Never: padding.

/** Encodes. A call takes so many arguments and no more, so it goes portion by portion. */
export function base64url(octets: Uint8Array): string {
  let text = "";
  for (let at = 0; at < octets.length; at += 4096) text += String.fromCharCode(...octets.subarray(at, at + 4096));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
