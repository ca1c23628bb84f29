/**
 * The claims of an honest provider, before an operator changes them.
 *
 * In: the fixed time of a campaign; provider and client (parties.mjs), which it hands on. Out: plain data. Never: a fault; those are the
 * operators'.
 */
import { NOW } from "./clock.mjs";
import { CLIENT_ID, ISSUER, SUB } from "../../world/handmade/parties.mjs";

export * from "../../world/handmade/parties.mjs";
export { NOW };

export const idTokenClaims = (nonce) => ({
  iss: ISSUER, aud: CLIENT_ID, sub: SUB, iat: NOW - 2, exp: NOW + 58, nonce, acr: "eidas2", amr: ["pwd", "fr"], auth_time: NOW - 4,
});

export const userinfoClaims = () => ({
  iss: ISSUER, aud: CLIENT_ID, sub: SUB, iat: NOW - 1, exp: NOW + 59,
  family_name: "LEBLANC", given_name: "CAMILLE ANNE", birthdate: "1962-08-24", gender: "female", birthplace: "75107", birthcountry: "99100",
});
