/** How the gateway signs in Node: what is signed again at once is signed once, and nothing that says who is signed in is kept for it. */
import assert from "node:assert/strict";
import { generateKeyPairSync, verify } from "node:crypto";
import { before, describe, it, mock } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "../../runner/checkout.mjs";

const { signing } = await import(pathToFileURL(`${root}pkg/dist/adapters/gateway-signing.js`));
const { SIGNATURES_KEPT } = await import(pathToFileURL(`${root}pkg/dist/shared/limits.js`));

const message = (text) => new TextEncoder().encode(text);

describe("the gateway's signature in Node", () => {
  let publicKey;
  let sign;
  before(() => {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    publicKey = pair.publicKey;
    sign = signing(undefined, pair.privateKey.export({ format: "jwk" }));
  });
  const verifies = (text, signature) =>
    verify("sha256", message(text), { key: publicKey, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));

  it("is ES256's of each message, and of no other", () => {
    const [one, other] = [sign(message("one")), sign(message("other"))];
    assert.match(one, /^[\w-]{86}$/);
    assert.deepEqual([verifies("one", one), verifies("other", other)], [true, true]);
    assert.deepEqual([verifies("other", one), verifies("one", other)], [false, false]);
  });

  it("is made once in ten seconds, and anew in the next", (t) => {
    t.after(() => mock.timers.reset());
    mock.timers.enable({ apis: ["Date"], now: 1_800_000_000_000 });
    const first = sign(message("a page"));
    mock.timers.setTime(1_800_000_009_999);
    assert.equal(sign(message("a page")), first);
    mock.timers.setTime(1_800_000_010_000);
    const next = sign(message("a page"));
    assert.notEqual(next, first);
    assert.ok(verifies("a page", next));
  });

  it("is kept for so many messages and no more", (t) => {
    t.after(() => mock.timers.reset());
    mock.timers.enable({ apis: ["Date"], now: 1_800_000_020_000 });
    const first = sign(message("0"));
    for (let other = 1; other < SIGNATURES_KEPT; other += 1) sign(message(String(other)));
    assert.equal(sign(message("0")), first);
    sign(message("one too many"));
    assert.notEqual(sign(message("0")), first);
  });
});
