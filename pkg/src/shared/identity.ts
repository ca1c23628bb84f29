// The shapes of a verified identity, as JavaScript gets them from the core.
// They mirror the Rust types of `src/identity/`, which say the same of formats and sources; nothing here runs.

/**
 * A verified identity, in one shape for every provider.
 *
 * A field is absent where its claim was not granted, did not come, or could not be read; `missing` and `anomalies` say which.
 */
export interface Identity {
  /**
   * The person's identifier with this issuer. Reconcile on `issuer` and `sub`, never on names or e-mail. FranceConnect+: 64 hexadecimal
   * digits and `v1`, one for all services of an entity, and another for each other entity. It is the same whichever French identity
   * provider was used. A European identity's follows the eID: another eID of the same person gives another one.
   */
  sub: string;
  /** The issuer, exactly as it calls itself. */
  issuer: string;
  /**
   * Where the identity was established: by a French identity provider (`fr`), or by another Member State (`eidas`).
   *
   * `amr` tells it where the service may ask for it (`fc` or `fr`; `eidas`). Else `birthcountry` does, where its scope was granted: each
   * French identity has one, and no European identity has. `unknown` where neither tells it, or `amr` says both, and with any provider but
   * FranceConnect+. FranceConnect+'s unknown identities are read like French ones.
   */
  origin: "fr" | "eidas" | "unknown";
  /**
   * The name at birth, as received. FranceConnect+ for French identities: `family_name`, 1 to 256 characters in any letters, case and
   * signs. Never there for a European identity or a plain provider's: see `usualName`.
   */
  birthName?: string;
  /**
   * The name in use, as received: FranceConnect+'s `preferred_username`, which not everybody has (`""` and `null` also say so); a European
   * identity's or a plain provider's `family_name`.
   */
  usualName?: string;
  /** All given names, in the order of civil status. A compound one holds `-`, and one may hold a space. */
  givenNames?: string[];
  /**
   * Whether an array said where each name ends; else they were parted at spaces, which is a guess. FranceConnect+ gives such an array for
   * the register's names alone. It serves here too where the names are the same.
   */
  givenNamesExact?: boolean;
  /** The gender of civil status. `unspecified` comes for people born in France too. */
  gender?: Gender;
  /** The date of birth. */
  birthdate?: Birthdate;
  /**
   * The place of birth. Absent, with the anomaly `contradiction`, where the country is France and the claim says "abroad".
   */
  birthplace?: Birthplace;
  /** The country of birth. No European identity has one. Kept where the place contradicts it. */
  birthCountry?: BirthCountry;
  /**
   * The e-mail address: a local part, quoted or not, of up to 64 bytes, and a domain with a dot of up to 254; in any script. No European
   * identity has one. FranceConnect+'s identity providers have verified it; with a plain provider see `raw.email_verified`.
   */
  email?: string;
  /** What the national register says. It carries no level of assurance. */
  rnipp?: Rnipp;
  /**
   * The names of the claims that the granted scopes promise and that did not come, or came empty, e.g. `"preferred_username"`. Nobody promises
   * the birthplace of somebody born abroad, nor a European identity's `birthcountry`, `email` and `rnipp_…`: they are not named here.
   */
  missing: string[];
  /** The claims that came in another form than the documented one. */
  anomalies: Anomaly[];
  /**
   * The verified claims as received. Access tokens are taken out, and what leads to them: distributed claims (`_claim_sources`,
   * `_claim_names`) are for the service alone, and this goes to pages.
   */
  raw: Record<string, unknown>;
}

/** The gender of civil status. */
export type Gender = "female" | "male" | "unspecified";

/**
 * A date of birth. Many people born abroad have none to the day in their civil status; theirs is *presumed*.
 *
 * FranceConnect+ writes `YYYY-MM-DD`, and of presumed dates `YYYY-MM-00` and `YYYY-00-00`. The national register writes `YYYY-MM-DD`
 * always, with `-01` for what it does not know; `YYYY-MM` and `YYYY`, its older spellings, are read too.
 */
export interface Birthdate {
  /** 1 to 9999. */
  year: number;
  /** 1 to 12, where it is known. */
  month?: number;
  /** 1 to 31, where it is known. */
  day?: number;
  /** The date as far as it is known, in ISO 8601: `1964-03-07`, `1964-03` or `1964`. */
  iso: string;
  /**
   * What of the date is presumed, that is, not known. `possibly`: a first of the month, which cannot be told from a filled-in one. The register
   * fills in `-01` (or `-01-01`) what it does not know, and older documentation of FranceConnect has French identity providers do so too.
   * Where the identity's own date says that it is presumed, and the register's agrees, the register's is presumed in the same way.
   */
  presumed: "no" | "day" | "month-and-day" | "possibly";
}

/**
 * The place of birth.
 *
 * - `commune`: in France. `code` is INSEE's (*Code officiel géographique*): five characters, of the time of the birth or of a later one.
 *   `department` is what it begins with, two characters, or three overseas; it may be one of another time (`20`, Corsica before 1976).
 * - `abroad`: the country is in `birthCountry`. FranceConnect+ checks nothing of the place then: whatever the claim says (nothing, a town, a
 *   code) stays in `raw`.
 * - `free-text`: as another Member State writes it (eIDAS attribute `PlaceOfBirth`), in no fixed form.
 */
export type Birthplace = { kind: "commune"; code: string; department: string } | { kind: "abroad" } | { kind: "free-text"; text: string };

/** The country of birth, as its borders and its name are today. */
export interface BirthCountry {
  /** INSEE's code (*Code officiel géographique*): `99` and three digits; not an ISO 3166 code. */
  code: string;
  /** Whether it is France (`99100`), overseas included. */
  france: boolean;
}

/**
 * The person as the *Répertoire national d'identification des personnes physiques* (RNIPP, kept by INSEE) has her; FranceConnect+ gives it
 * under the `rnipp_…` scopes. **It carries no level of assurance: it helps to reconcile, and never establishes an identity.**
 */
export interface Rnipp
  extends Pick<Identity, "birthName" | "givenNames" | "givenNamesExact" | "gender" | "birthdate" | "birthplace" | "birthCountry"> {}

/**
 * A claim that came in another form than the one documented for it. The sign-in stands: the signature vouches for the claim, and the anomaly
 * says how far it could be read. It holds no value of the person's, so it can be logged.
 */
export interface Anomaly {
  /** The claim's name, as the provider writes it. */
  claim: string;
  /** What is odd about it. */
  code: AnomalyCode;
}

/**
 * What can be odd about a claim. The names are stable; a later version may add some.
 *
 * | code | the claim is | the field |
 * | --- | --- | --- |
 * | `empty` | `null`, an empty list or a blank text, where it does not say "no usual name" or "born abroad" | absent |
 * | `not_a_string` | no text | absent |
 * | `not_a_string_array` | an array of given names that is none | not used |
 * | `control_character` | a text with a control character, a line break, or a turn of the direction of writing | absent |
 * | `not_a_date` | a date in no known form | absent |
 * | `impossible_date` | a day that never was; year 0000 | absent |
 * | `undocumented_form` | a readable date, in a form documented for others; a name of more than 256 characters | kept |
 * | `not_a_commune_code` | a birthplace without the form of a commune code, in France or in an unknown country | absent |
 * | `not_a_country_code` | a birth country without the form of a country code | absent |
 * | `unknown_value` | a value outside a closed list (gender) | absent |
 * | `not_an_email_address` | no address `local@domain.tld` | absent |
 * | `contradiction` | excluded by another claim | a place gives way to France, an array to the text, `origin` is `unknown` |
 */
export type AnomalyCode =
  | "empty"
  | "not_a_string"
  | "not_a_string_array"
  | "control_character"
  | "not_a_date"
  | "impossible_date"
  | "undocumented_form"
  | "not_a_commune_code"
  | "not_a_country_code"
  | "unknown_value"
  | "not_an_email_address"
  | "contradiction";

/** How, and how surely, the person was authenticated (OpenID Connect Core §2). */
export interface Assurance {
  /**
   * The level of assurance: `eidas2` (substantial) or `eidas3` (high) from FranceConnect+; whatever a plain provider says; `""` where it says
   * nothing. It was checked to reach the demanded level, if one was demanded.
   */
  acr: "eidas2" | "eidas3" | (string & {});
  /**
   * The means used (RFC 8176; FranceConnect+: `pwd pop mfa pin mail`), and `fc` (or `fr`) or `eidas` for the origin of the identity. It comes
   * only where it was asked for, and is always the same for one identity provider.
   */
  amr?: string[];
  /**
   * When the person was authenticated, in seconds since the epoch. FranceConnect+: when she clicked on its page, also where it knew her from
   * another service: no proof of a fresh authentication. Only the level `eidas3` makes sure of one. Where a plain provider does not say it,
   * this is the ID token's `iat`: she was authenticated then, or earlier.
   */
  authTime: number;
}
