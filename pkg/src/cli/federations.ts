// What each of the State's federations asks of a service, as data: the doctor's points read it.
// Comes in: a preset's name. Goes out: a federation, or nothing for any other provider. Never: behaviour that depends on a federation's name.

/** What a federation asks. The core's tables in `src/provider/preset/` have what it needs of that to sign people in. */
export interface Federation {
  readonly name: string;
  /** The least characters of a client secret that it gives. */
  readonly secretCharacters: number;
  /** Its levels; with `severalLevels`, `FC_ACR` lists all that will do. */
  readonly levels: readonly string[];
  readonly severalLevels: boolean;
  /** Whether a login without `FC_ACR` demands a level. */
  readonly demandsLevel: boolean;
  /** The scopes that stand for claims. It drops any other without a word. */
  readonly scopes: ReadonlySet<string>;
  /** The scope without which the person's organisation is not known. */
  readonly organisation?: string;
  /** What it signs with for a service, as registered. */
  readonly signs: readonly string[];
  readonly encrypts: boolean;
  /** Whether `FC_AMR=on` needs an authorisation, and without it nobody can sign in. */
  readonly authorisesAmr: boolean;
}

const PIVOT = ["given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry"];
const PIVOT_GROUPS = ["profile", "birth", "identite_pivot"];

const FRANCECONNECT_PLUS: Federation = {
  name: "FranceConnect+",
  secretCharacters: 32,
  levels: ["eidas2", "eidas3"],
  severalLevels: false,
  demandsLevel: true,
  scopes: new Set([
    "openid",
    ...PIVOT,
    "preferred_username",
    "email",
    "amr",
    ...PIVOT_GROUPS,
    ...[...PIVOT, ...PIVOT_GROUPS].map((scope) => `rnipp_${scope}`),
  ]),
  signs: ["ES256"],
  encrypts: true,
  authorisesAmr: true,
};

const FRANCECONNECT: Federation = {
  ...FRANCECONNECT_PLUS,
  name: "FranceConnect",
  levels: ["eidas1"],
  scopes: new Set(["openid", ...PIVOT, "preferred_username", "email", "idp_birthdate", "idp_id", "amr", ...PIVOT_GROUPS]),
  signs: ["ES256", "RS256"],
  encrypts: false,
};

const PROCONNECT: Federation = {
  name: "ProConnect",
  secretCharacters: 1,
  levels: ["eidas0", "eidas0-mfa", "eidas1", "eidas1-mfa", "eidas2", "eidas3", "https://proconnect.gouv.fr/assurance/certification-dirigeant"],
  severalLevels: true,
  demandsLevel: false,
  scopes: new Set([
    ...["openid", "given_name", "usual_name", "email", "uid", "siret", "siren", "organizational_unit", "belonging_population", "phone"],
    ...["chorusdt", "idp_id", "idp_acr", "organization_label", "roles", "custom"],
  ]),
  organisation: "siret",
  signs: ["ES256", "RS256"],
  encrypts: false,
  authorisesAmr: false,
};

const FEDERATIONS: Readonly<Record<string, Federation>> = {
  "franceconnect-plus": FRANCECONNECT_PLUS,
  franceconnect: FRANCECONNECT,
  proconnect: PROCONNECT,
};

/** The environments that a preset can be for, beside any. */
export const ENVIRONMENTS = ["integration", "sandbox", "production"] as const;

/** The federation whose preset this is, in any of its environments. */
export function federationOf(preset: string): Federation | undefined {
  const family = preset.replace(/-(?:integration|sandbox|production)$/, "");
  return Object.hasOwn(FEDERATIONS, family) ? FEDERATIONS[family] : undefined;
}
