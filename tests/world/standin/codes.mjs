/**
 * FranceConnect+'s own error codes: `Y`, two digits for the part of FC+ that failed, and what failed there.
 *
 * In: an error of oidc-provider's. Out: its code, as it stands on FC+'s pages and in the `error_uri` of its JSON answers.
 * Never: a code in the `error` of an answer; that is OAuth's.
 */

/** What the guards and FC+'s own checks refuse. */
export const REFUSED_PARAMETERS = "Y030007";
export const AMR_NOT_AUTHORISED = "Y100009";
export const SESSION_LOST = "Y190001";

/** Of an error that FC+ has no code for. */
const UNKNOWN = "Y040001";

/** oidc-provider's errors, by the words of the library: the detail where there is one, else the description. */
const OF_THE_LIBRARY = new Map(Object.entries({
  "client not found": "Y04EA6EF",
  "redirect_uri did not match any of the client's registered redirect_uris": "Y04C013C",
  "invalid secret provided": "Y0434A7B",
  "the provided authentication mechanism does not match the registered client authentication method": "Y044D82C",
  "no client authentication mechanism provided": "Y044FEB3",
  "authorization code not found": "Y049E20B",
  "authorization code is expired": "Y043F0A8",
  "authorization code already consumed": "Y0416228",
  "authorization code redirect_uri mismatch": "Y04F8199",
  "client mismatch": "Y047A2EA",
  "grant not found": "Y0489D15",
  "grant is expired": "Y0446BD3",
  "client JSON Web Key Set is invalid": "Y0450142",
  "could not find logout details": "Y047B9D9",
  "xsrf token invalid": "Y04976CE",
  "post_logout_redirect_uri not registered": "Y04CFAEF",
  "client_id does not match the provided id_token_hint": "Y0467882",
  "this token does not belong to you": "Y0466776",
}));

/** Where the detail varies, the description says which it is. */
const BY_DESCRIPTION = new Map(Object.entries({
  "client JSON Web Key Set failed to be refreshed": "Y044D511",
  "could not decode id_token_hint": "Y04FEDB9",
  "could not validate id_token_hint": "Y045AFAE",
}));

const BY_PATTERN = [
  [/^no suitable encryption key found/, "Y046B607"],
  [/^origin .* not allowed for client/, "Y0489AFE"],
  [/must not be provided twice$/, "Y0496E4A"],
  [/^missing required parameter/, "Y048017B"],
];

export function codeOf({ error_detail: detail, error_description: description }) {
  const words = detail ?? description ?? "";
  return BY_DESCRIPTION.get(description) ?? OF_THE_LIBRARY.get(words) ?? BY_PATTERN.find(([pattern]) => pattern.test(words))?.[1] ?? UNKNOWN;
}
