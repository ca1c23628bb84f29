/**
 * The stand-in's own signing keys: made, published, rotated.
 *
 * In: optionally the private JWKs to begin with (fixtures that want fixed keys); the federation, for names and algorithms. Out: a key ring whose `private()` is the
 * JWK set that oidc-provider signs with, in the order in which it picks.
 * Never: an encryption key (those are the clients'), and no private member ever leaves through an endpoint.
 */
import { generateKeyPairSync } from "node:crypto";

/** Rotated is the key that signs by default. */
const SIGNING_ALG = "ES256";

/** The federations sign in a hardware module, and its `kid` says so. The first key has the bare name, the next ones a number. */
const kidOf = (kid, generation) => (generation === 1 ? kid : `${kid}-${generation}`);

function es256Key(kid) {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), kid, use: "sig", alg: SIGNING_ALG };
}

let rsaJwk;

/**
 * Signs for clients that registered it, where the federation lets them. FC+ lists one too, and never signs with it: a client must select by `kid`,
 * `alg` and `use`, not take the first.
 * One for all stand-ins of a process: RSA keys are slow to make.
 */
function rs256Key() {
  rsaJwk ??= generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  return { ...rsaJwk, kid: "pkcs11:hsm-rsa", use: "sig", alg: "RS256" };
}

export function createKeyRing(given, { kid: name }) {
  let generation = 1;
  let keys = given ? structuredClone(given) : [rs256Key(), es256Key(kidOf(name, generation))];
  if (!keys.some((key) => key.alg === SIGNING_ALG)) {
    throw new TypeError(`keys: at least one private JWK with alg ${SIGNING_ALG} is needed`);
  }
  return {
    private: () => ({ keys: structuredClone(keys) }),
    signing: (alg) => structuredClone(keys.find((key) => key.alg === alg)),

    /**
     * A new key signs from now on. The one before stays published, so that tokens and logout hints that it signed can
     * still be verified; `retire` takes it out at once, as after a compromise. `replace` is what no provider should do, and some have done:
     * the new key takes the old one's place and its `kid`.
     */
    rotate({ retire = false, replace = false } = {}) {
      if (replace) {
        const { kid } = keys.find((key) => key.alg === SIGNING_ALG);
        keys = keys.map((key) => (key.kid === kid ? es256Key(kid) : key));
        return kid;
      }
      do generation += 1;
      while (keys.some((key) => key.kid === kidOf(name, generation)));
      const others = retire ? keys.filter((key) => key.alg !== SIGNING_ALG) : keys;
      keys = [es256Key(kidOf(name, generation)), ...others];
      return keys[0].kid;
    },
  };
}
