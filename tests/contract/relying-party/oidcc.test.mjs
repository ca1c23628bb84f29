/** The relying-party cases of OpenID Connect Core, as the OpenID Foundation's suite names them, reproduced against the stand-in. */
import assert from "node:assert/strict";
import {
  anotherKey, badlySigned, having, idToken, nameless, served, unsigned, userinfo, without,
} from "./faults.mjs";
import { reproduceAll } from "./reproduce.mjs";

const asked = (log, route) => log.filter((entry) => entry.route === route).length;
const es256Alone = ({ keys }) => ({ keys: keys.filter(({ alg }) => alg === "ES256") });

reproduceAll("oidcc-client-test", [
  { name: "" },
  { name: "-invalid-iss", wrongs: idToken(having("iss", ({ iss }) => `${iss}1`)), code: "iss_mismatch" },
  { name: "-missing-sub", wrongs: idToken(without("sub")), code: "claim_missing" },
  { name: "-invalid-aud", wrongs: idToken(having("aud", "another-client")), code: "aud_mismatch" },
  { name: "-missing-aud", wrongs: idToken(without("aud")), code: "claim_missing" },
  { name: "-missing-iat", wrongs: idToken(without("iat")), code: "claim_missing" },
  { name: "-kid-absent-single-jwks", documents: true, wrongs: { ...nameless, ...served("jwks", es256Alone) } },
  {
    name: "-kid-absent-multiple-jwks",
    documents: true,
    wrongs: async () => {
      const another = await anotherKey();
      return { ...nameless, ...served("jwks", ({ keys }) => ({ keys: [another, ...keys] })) };
    },
    code: "key_ambiguous",
  },
  { name: "-idtoken-sig-none", wrongs: unsigned, code: "alg_not_allowed" },
  { name: "-invalid-sig-es256", wrongs: badlySigned, code: "signature_invalid" },
  { name: "-userinfo-invalid-sub", wrongs: userinfo(having("sub", ({ sub }) => `${sub}0`)), code: "sub_mismatch" },
  { name: "-userinfo-signed", check: ({ identity }) => assert.equal(identity.birthName, "KERVOALEN") },
  { name: "-nonce-invalid", wrongs: idToken(having("nonce", ({ nonce }) => `${nonce}0`)), code: "nonce_mismatch" },
  {
    name: "-scope-userinfo-claims",
    check({ identity }) {
      assert.deepEqual(identity.missing, []);
      for (const name of ["birthName", "usualName", "givenNames", "gender", "birthdate", "birthplace", "birthCountry", "email"]) {
        assert.notEqual(identity[name], undefined, name);
      }
    },
  },
  { name: "-invalid-athash", wrongs: idToken(having("at_hash", "A".repeat(22))), code: "at_hash_mismatch" },
  {
    name: "-discovery-openid-config",
    documents: true,
    check: ({ log }) => assert.ok(asked(log, "/.well-known/openid-configuration") > 0),
  },
  { name: "-discovery-jwks-uri-keys", documents: true, check: ({ log }) => assert.ok(asked(log, "/jwks") > 0) },
  {
    name: "-discovery-issuer-mismatch",
    documents: true,
    wrongs: served("discovery", having("issuer", ({ issuer }) => `${issuer}/other`)),
    code: "discovery_issuer_mismatch",
  },
  {
    name: "-signing-key-rotation",
    documents: true,
    first: true,
    wrongs({ standin }) {
      standin.rotateSigningKey({ retire: true });
      return {};
    },
  },
  {
    name: "-signing-key-rotation-just-before-signing",
    documents: true,
    first: true,
    wrongs: ({ standin }) => ({
      idToken: ({ header, claims, sign }) => sign({ ...header, kid: standin.rotateSigningKey({ retire: true }) }, claims),
    }),
  },
]);
