/**
 * What a language file must say. Data only: `{name}` marks a place that `fill` fills in.
 */
export type Language = "fr" | "en";

export interface Procedure {
  title: string;
  description: string;
  /** The assurance level that it takes. */
  acr: "eidas2" | "eidas3";
}

export interface Texts {
  language: Language;
  /** For Intl. */
  locale: string;
  /** The language's own name, for the language menu. */
  languageNames: Record<Language, string>;
  newWindow: string;
  loading: string;

  service: { name: string; tagline: string; home: string };
  demo: { title: string; description: string; behindTheGateway: string };
  skipLinks: { label: string; content: string; footer: string };
  header: { chooseLanguage: string; signedInAs: string; nameless: string; signOut: string };
  footer: { home: string; description: string; about: string };

  signedOut: {
    heading: string;
    lead: string;
    signIn: string;
    why: string;
    agents: string;
    agentsLead: string;
    documents: string;
    documentList: readonly string[];
  };

  alert: { signIn: string; stillSignedIn: string; session: string; ended: string; endedText: string; code: string; retry: string };

  /** `{federation}` in `lead` is the name of one, or `otherProvider`. */
  signedIn: { heading: string; lead: string; otherProvider: string };
  procedures: {
    heading: string;
    list: readonly Procedure[];
    open: string;
    /** What is said at a level that is too low. */
    needs: Record<Procedure["acr"], string>;
    raise: string;
    raiseNote: string;
  };

  identity: { heading: string; unknown: string; source: string };
  fields: Record<"fullName" | "birthdate" | "birthplace", string>;

  agent: { heading: string; lead: string; name: string; organization: string; siret: string; unit: string; roles: string };
  /** Roles that have a name; another one is shown as received. */
  roles: Readonly<Record<string, string>>;

  connection: {
    heading: string;
    origin: string;
    email: string;
    idp: string;
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
