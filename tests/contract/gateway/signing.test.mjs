/** How the gateway signs in Node: what is signed again at once is signed once, and nothing that says who is signed in is kept for it. */
import assert from "node:assert/strict";
import { generateKeyPairSync, verify } from "node:crypto";
import { before, describe, it, mock } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "../../runner/checkout.mjs";

const { signing } = await import(pathToFileURL(`${root}pkg/dist/adapters/gateway-signing.js`));
const { SIGNATURES_KEPT } = await import(pathToFileURL(`${root}pkg/dist/shared/limits.js`));

const HEADER = Buffer.from('{"alg":"ES256"}').toString("base64url");
const claims = (said) => JSON.stringify({ said });

describe("the gateway's signature in Node", () => {
  let publicKey;
  let sign;
  before(() => {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    publicKey = pair.publicKey;
    sign = signing(undefined, pair.privateKey.export({ format: "jwk" }), HEADER);
  });
  /** Whether a token says that and no more, and its signature is ES256's of it. */
  const says = (token, said) => {
    const [header, payload, signature] = token.split(".");
    assert.deepEqual([header, Buffer.from(payload, "base64url").toString()], [HEADER, claims(said)]);
    return verify("sha256", Buffer.from(`${header}.${payload}`), { key: publicKey, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
  };
  const signatureOf = (said) => sign(claims(said)).split(".")[2];

  it("is ES256's of each person's claims, and of no other's", () => {
    const [one, other] = [sign(claims("Zoé")), sign(claims("Chloé"))];
    assert.match(one, /^[\w-]+\.[\w-]+\.[\w-]{86}$/);
    assert.deepEqual([says(one, "Zoé"), says(other, "Chloé")], [true, true]);
    const exchanged = `${one.slice(0, one.lastIndexOf("."))}${other.slice(other.lastIndexOf("."))}`;
    assert.equal(says(exchanged, "Zoé"), false);
  });

  it("is made once in ten seconds, and anew in the next", (t) => {
    t.after(() => mock.timers.reset());
    mock.timers.enable({ apis: ["Date"], now: 1_800_000_000_000 });
    const first = sign(claims("a page"));
    mock.timers.setTime(1_800_000_009_999);
    assert.equal(sign(claims("a page")), first);
    mock.timers.setTime(1_800_000_010_000);
    const next = sign(claims("a page"));
    assert.notEqual(next, first);
    assert.ok(says(next, "a page"));
  });

  it("is kept for so many persons and no more", (t) => {
    t.after(() => mock.timers.reset());
    mock.timers.enable({ apis: ["Date"], now: 1_800_000_020_000 });
    const first = signatureOf("0");
    for (let other = 1; other < SIGNATURES_KEPT; other += 1) signatureOf(String(other));
    assert.equal(signatureOf("0"), first);
    signatureOf("one too many");
    assert.notEqual(signatureOf("0"), first);
  });
});
