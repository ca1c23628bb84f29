/**
 * What a language file must say. Data only: `{name}` marks a place that `fill` fills in.
 */
export type Language = "fr" | "en";

export interface Procedure {
  title: string;
  description: string;
  /** The assurance level that it takes. */
  acr: string;
}

export interface Texts {
  language: Language;
  /** For Intl. */
  locale: string;
  /** How the first day of a month is written: "1er janvier", "1 January". */
  firstOfMonth: string;
  /** The language's own name, for the language menu. */
  languageNames: Record<Language, string>;
  newWindow: string;
  loading: string;

  service: { name: string; tagline: string; home: string };
  demo: { title: string; description: string };
  skipLinks: { label: string; content: string; footer: string };
  header: { chooseLanguage: string; signedInAs: string; nameless: string; signOut: string };
  footer: { home: string; description: string; about: string };

  signedOut: {
    heading: string;
    lead: string;
    signIn: string;
    why: string;
    documents: string;
    documentList: readonly string[];
  };
  franceConnect: { presentation: string; login: string; brand: string; link: string };

  alert: { signIn: string; stillSignedIn: string; session: string; ended: string; endedText: string; code: string; retry: string };

  signedIn: { heading: string; lead: string };
  procedures: {
    heading: string;
    list: readonly Procedure[];
    open: string;
    needsLevel: string;
    raise: string;
    raiseNote: string;
  };

  identity: { heading: string; unknown: string };
  fields: Record<"birthName" | "usualName" | "givenNames" | "gender" | "birthdate" | "birthplace" | "birthCountry" | "email", string>;
  notes: { usualNameEidas: string; splitGuess: string };
  gender: Record<"female" | "male" | "unspecified", string>;
  presumed: Record<"day" | "month-and-day" | "possibly", { badge: string; note: string }>;
  birthplace: { commune: string; abroad: string; freeText: string };
  birthCountry: { france: string; other: string };

  connection: {
    heading: string;
    origin: string;
    level: string;
    authTime: string;
    expiresAt: string;
  };
  origins: Record<"fr" | "eidas" | "unknown", string>;
  /** Assurance levels that have a name; another one is shown as received. */
  levels: Readonly<Record<string, string>>;

  findings: { heading: string; missing: string; missingNote: string; anomalies: string; anomaly: string };
  /** Claims that have a name; another one is shown as received. */
  claims: Readonly<Record<string, string>>;
  registerClaim: string;

  register: { heading: string; note: string };
  raw: { heading: string; note: string };
}

/** Puts values in their places; a place without a value stays visible, as a mistake should. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
