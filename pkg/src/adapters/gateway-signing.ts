// ES256 by Node's own `sign`, once for what is signed again at once.
// Comes in: the gateway's key, claims. Goes out: their tokens. Never: claims that are kept: they say who is signed in, so their digest stands for
// them; the queue of WebCrypto, which takes three times as long as the signature.

import { Buffer } from "node:buffer";
import { createHash, createPrivateKey, sign } from "node:crypto";
import type { Signing } from "../gateway/keys.js";
import { IDENTITY_STEP_SECONDS, SIGNATURES_KEPT } from "../shared/limits.js";

export const signing: Signing = (_, { kty, crv, x, y, d }, header) => {
  const key = { key: createPrivateKey({ key: { kty, crv, x, y, d }, format: "jwk" }), dsaEncoding: "ieee-p1363" };
  const kept = new Map<string, string>();
  let step = 0;
  return (claims) => {
    const octets = Buffer.from(claims);
    const message = `${header}.${octets.toString("base64url")}`;
    const now = Math.floor(Date.now() / 1000 / IDENTITY_STEP_SECONDS);
    // What was signed before says another time, and nobody asks for it again.
    if (now !== step) kept.clear();
    step = now;
    const digest = createHash("sha256").update(octets).digest("base64");
    const known = kept.get(digest);
    if (known !== undefined) return `${message}.${known}`;
    const signature = sign("sha256", Buffer.from(message), key).toString("base64url");
    if (kept.size >= SIGNATURES_KEPT) kept.clear();
    kept.set(digest, signature);
    return `${message}.${signature}`;
  };
};
