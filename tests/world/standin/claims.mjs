/**
 * The scope table of FranceConnect+: which claims each scope grants.
 *
 * In: nothing. Out: the table in the form that oidc-provider's `claims` option takes, and one question asked of it.
 * Never: a value; those are the persons' (persons.mjs).
 */

const PIVOT = ["given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry"];
const PROFILE = ["given_name", "family_name", "birthdate", "gender", "preferred_username"];
const BIRTH = ["birthplace", "birthcountry"];

/** Scopes for the State's data providers: they are shown the access token, and bring nothing in userinfo. A few stand for all. */
const OF_DATA_PROVIDERS = [
  "dgfip_rfr", "dgfip_nbpart", "dgfip_annee_n_moins_1", "cnam_beneficiaires", "cnam_contrats", "cnous_statut_boursier", "cnous_identite",
  "droits_assurance_maladie",
];

/** The register's own series; its given names come twice, as one text and as an exact list. */
const register = (claim) =>
  claim === "given_name" ? ["rnipp_given_name", "rnipp_given_name_array"] : [`rnipp_${claim}`];

/** `rnipp_…` scopes grant both series: the identity provider's, and the register's. */
const bothSeries = (claims) => claims.flatMap((claim) => [claim, ...register(claim)]);

const single = (claims) => Object.fromEntries(claims.map((claim) => [claim, [claim]]));
const singleOfBothSeries = Object.fromEntries(PIVOT.map((claim) => [`rnipp_${claim}`, bothSeries([claim])]));

/** The register has no usual name: `rnipp_profile` grants `preferred_username` from the identity provider alone. */
const RNIPP_PROFILE = [...bothSeries(PROFILE.filter((claim) => PIVOT.includes(claim))), "preferred_username"];

export const SCOPE_CLAIMS = Object.freeze({
  openid: ["sub"],
  ...single([...PIVOT, "email", "preferred_username"]),
  profile: PROFILE,
  birth: BIRTH,
  identite_pivot: PIVOT,
  ...singleOfBothSeries,
  rnipp_profile: RNIPP_PROFILE,
  rnipp_birth: bothSeries(BIRTH),
  rnipp_identite_pivot: bothSeries(PIVOT),
  // It is there, and brings nothing: `amr` is no part of userinfo, and of the id_token only where the claims parameter asked for it.
  amr: ["amr"],
  ...single(OF_DATA_PROVIDERS),
});

/** Every claim that a space-separated list of scopes grants. */
export function claimsGrantedBy(scope) {
  return new Set(scope.split(" ").flatMap((name) => SCOPE_CLAIMS[name] ?? []));
}
