// base64url without padding (RFC 4648 §5).
// Comes in: octets, or JSON. Goes out: their text. Never: padding.

/** Encodes. A call takes so many arguments and no more, so it goes portion by portion. */
export function base64url(octets: Uint8Array): string {
  let text = "";
  for (let at = 0; at < octets.length; at += 4096) text += String.fromCharCode(...octets.subarray(at, at + 4096));
  return encoded(text);
}

/** Encodes JSON. Its characters beyond ASCII become escapes (RFC 8259 §7), so its text is its octets. */
export function base64urlJson(json: string): string {
  return encoded(json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`));
}

/** Encodes a text of which each character stands for an octet. */
function encoded(octets: string): string {
  return btoa(octets).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
