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
   * digits and `v1`, another one for each service, the same whichever identity provider was used.
   */
  sub: string;
  /** The issuer, exactly as it calls itself. */
  issuer: string;
  /**
   * Where the identity was established: by a French identity provider (`fr`), or by another Member State (`eidas`). `unknown` where `amr`
   * says neither, or both, or did not come, and with any provider but FranceConnect+.
   */
  origin: "fr" | "eidas" | "unknown";
  /**
   * The name at birth. FranceConnect+ for French identities: upper-case Latin letters with French diacritics, space, `-`, `'`. It is kept as
   * received even where it is spelt otherwise. Never there for a European identity or a plain provider's: see `usualName`.
   */
  birthName?: string;
  /**
   * The name in use, same alphabet: FranceConnect+'s `preferred_username`, which not every identity provider knows; a European identity's
   * or a plain provider's `family_name`.
   */
  usualName?: string;
  /** All given names, in the order of civil status. A compound one holds `-`, and one may hold a space. */
  givenNames?: string[];
  /**
   * Whether they are parted as the provider parts them (it gave an array); else they were parted at spaces, which is a
   * guess.
   */
  givenNamesExact?: boolean;
  /** The gender of civil status. `unspecified` comes from other Member States. */
  gender?: Gender;
  /** The date of birth. */
  birthdate?: Birthdate;
  /**
   * The place of birth. Absent, with the anomaly `contradiction`, where it excludes the country: a commune abroad, or no commune in France.
   */
  birthplace?: Birthplace;
  /** The country of birth. Kept where the place contradicts it. */
  birthCountry?: BirthCountry;
  /**
   * The e-mail address (RFC 5322 §3.4.1). FranceConnect+'s identity providers have verified it; with a plain provider see
   * `raw.email_verified`.
   */
  email?: string;
  /** What the national register says. It carries no level of assurance. */
  rnipp?: Rnipp;
  /** The names of the claims that the granted scopes promise and that did not come, or came empty, e.g. `"preferred_username"`. */
  missing: string[];
  /** The claims that came in another form than the documented one. */
  anomalies: Anomaly[];
  /** The verified claims as received. */
  raw: Record<string, unknown>;
}

/** The gender of civil status. */
export type Gender = "female" | "male" | "unspecified";

/**
 * A date of birth. Many people born abroad have none to the day in their civil status; theirs is *presumed*.
 *
 * FranceConnect+ writes `YYYY-MM-DD`, and of presumed dates `YYYY-MM-00` and `YYYY-00-00`; the national register writes `YYYY-MM` and `YYYY`.
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
   * What of the date is presumed, that is, not known. `possibly`: a French identity provider's `-01` (or `-01-01`), which older documentation
   * of FranceConnect also uses for presumed dates; it cannot be told from a real first of the month.
   */
  presumed: "no" | "day" | "month-and-day" | "possibly";
}

/**
 * The place of birth.
 *
 * - `commune`: in France. `code` is INSEE's (*Code officiel géographique*): five characters, of the time of the birth or of a later one.
 *   `department` is what it begins with, two characters, or three overseas; it may be one of another time (`20`, Corsica before 1976).
 * - `abroad`: FranceConnect+ says it with an empty text; the country is in `birthCountry`.
 * - `free-text`: as another Member State writes it (eIDAS attribute `PlaceOfBirth`), in no fixed form.
 */
export type Birthplace =
  | { kind: "commune"; code: string; department: string }
  | { kind: "abroad" }
  | { kind: "free-text"; text: string };

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
 * | `empty` | `null`, an empty list or a blank text; for a French `birthplace`, `""` is no anomaly: born abroad | absent |
 * | `not_a_string` | no text | absent |
 * | `not_a_string_array` | an array of given names that is none | not used |
 * | `control_character` | a text with a control character, a line break, or a turn of the direction of writing | absent |
 * | `not_in_documented_alphabet` | a name with characters outside FranceConnect's alphabet, or lower case where capitals are documented | kept |
 * | `not_a_date` | a date in no known form | absent |
 * | `impossible_date` | a day that never was; year 0000 | absent |
 * | `undocumented_form` | a readable date, in a form documented for others | kept |
 * | `not_a_commune_code` | a birthplace without the form of a commune code | absent |
 * | `not_a_country_code` | a birth country without the form of a country code | absent |
 * | `unknown_value` | a value outside a closed list (gender) | absent |
 * | `not_an_email_address` | no address `local@domain` | absent |
 * | `contradiction` | excluded by another claim | a place gives way to the country, an array to the text, `origin` is `unknown` |
 */
export type AnomalyCode =
  | "empty"
  | "not_a_string"
  | "not_a_string_array"
  | "control_character"
  | "not_in_documented_alphabet"
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
  /** The means used (RFC 8176; FranceConnect+: `pwd pop mfa pin mail`), and `fr` or `eidas` for the origin of the identity. */
  amr?: string[];
  /**
   * When the person was authenticated, in seconds since the epoch. Where a plain provider does not say it, this is the ID token's `iat`: she
   * was authenticated then, or earlier.
   */
  authTime: number;
}
