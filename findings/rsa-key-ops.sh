#!/usr/bin/env bash
# A public RSA key whose `key_ops` is ["encrypt"] encrypts no token with RSA-OAEP.
#
# Of:       npm `jose` 6.2.17, on Node.
# Guess:    RFC 7517 §4.3 has "encrypt" for a public encryption key, so a key that states it can be encrypted to.
# Seen:     the key is refused when it is used: its "key_ops" must include "wrapKey". With both it serves.
# Matters:  FranceConnect's server picks a service's RSA key only if its `key_ops`, where stated, has "encrypt", and then encrypts with this
#           library. A published key with ["encrypt"] alone is chosen and fails, and the sign-in with it. State no `key_ops`, or both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jose@6.2.17
cat >try.mjs <<'JS'
import { CompactEncrypt, exportJWK, generateKeyPair, importJWK } from "jose";

const { publicKey } = await generateKeyPair("RSA-OAEP-256", { extractable: true });
const jwk = await exportJWK(publicKey);
async function encrypts(key_ops) {
  try {
    // As a provider does that holds the JWK as it was published.
    const token = new CompactEncrypt(new TextEncoder().encode("{}")).setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM" });
    await token.encrypt({ ...jwk, alg: "RSA-OAEP-256", ...(key_ops && { key_ops }) });
    return "encrypts";
  } catch (error) {
    return error.message;
  }
}
const seen = { absent: await encrypts(), encrypt: await encrypts(["encrypt"]), both: await encrypts(["encrypt", "wrapKey"]) };
console.log("jose 6.2.17, RSA-OAEP-256, by key_ops:", seen);
const asFound = seen.absent === "encrypts" && /wrapKey/.test(seen.encrypt) && seen.both === "encrypts";
process.exitCode = asFound ? 0 : 1;
JS
node try.mjs
