/**
 * ID tokens with an `at_hash` (OIDC Core §3.1.3.6), which oidc-provider's code flow leaves out, as FranceConnect+ does, and ProConnect does not.
 *
 * In: an access token; or, for the stand-in, what to name instead of its hash. Out: the hash; the members of `wrongs` that commit it.
 * Never: another change to the sign-in.
 */
import { createHash } from "node:crypto";

/** The left half of the access token's SHA-256. */
export const atHashOf = (accessToken) => createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url");

/** Wrongs whose ID tokens name `choose(accessToken)`. The access token shows only in the answer, so the ID token is made anew there. */
export function namingAtHash(choose) {
  let draft;
  let remake;
  return {
    idToken: (honest) => {
      draft = honest;
      return honest.jws;
    },
    envelope: ({ use, jws, header, encrypt }) => {
      const { header: signed, claims, sign } = draft;
      if (use === "idtoken") remake = async (hash) => encrypt(await sign(signed, { ...claims, at_hash: hash }), header);
      return encrypt(jws, header);
    },
    answer: {
      token: async (answer) => {
        const members = JSON.parse(answer.body);
        const body = JSON.stringify({ ...members, id_token: await remake(choose(members.access_token)) });
        return { ...answer, body };
      },
    },
  };
}
