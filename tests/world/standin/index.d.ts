// The stand-in's types, for tests in TypeScript.
// They mirror index.mjs, browse.mjs and wrongs.mjs, which say more; nothing here runs.

/** The federations that the stand-in plays. */
export type Federation = "franceconnect-plus" | "franceconnect" | "proconnect";

export const FEDERATIONS: readonly Federation[];

/** A client's registration: the metadata of OpenID Connect that a service chooses. What the federation imposes is added. */
export interface ClientRegistration {
  client_id: string;
  client_secret?: string;
  redirect_uris: string[];
  post_logout_redirect_uris?: string[];
  jwks_uri?: string;
  jwks?: { keys: object[] };
  /** FranceConnect+ encrypts, and needs these two; the others encrypt nothing, and refuse them. */
  id_token_encrypted_response_alg?: "ECDH-ES" | "RSA-OAEP" | "RSA-OAEP-256";
  userinfo_encrypted_response_alg?: "ECDH-ES" | "RSA-OAEP" | "RSA-OAEP-256";
  /** FranceConnect and ProConnect sign with what was registered; FranceConnect+ with `ES256`. Default: `ES256`. */
  id_token_signed_response_alg?: "ES256" | "RS256" | "HS256";
  /** Default: FranceConnect's is the ID token's; ProConnect's userinfo is plain JSON then. */
  userinfo_signed_response_alg?: "ES256" | "RS256" | "HS256";
  /** FranceConnect+ takes no other; `private_key_jwt` needs the wrong `clientAssertions`. */
  token_endpoint_auth_method?: "client_secret_post" | "private_key_jwt";
  /** The scopes of the habilitation, with spaces between. Default: all. */
  scope?: string;
  /** What the `claims` parameter may ask for: `["amr"]`, or nothing. */
  claims?: string[];
  /** The legal entity. Its clients get the same `sub` of a person. Default: the client's own. */
  entity?: string;
  /** What `idp_hint` may name, instead of `IDP_HINTS`. */
  allowed_idp_hints?: string[];
  /** `["login"]`: a request for `login` alone skips the information page of single sign-on. */
  allowed_prompts?: string[];
  [member: string]: unknown;
}

/** One answer of the stand-in's. */
export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
  /** Ends the connection after the body. */
  cut?: boolean;
}

/** What a wrong does to one answer; `"reset"` ends the connection without any. */
export type AnswerWrong = (answer: Answer) => Answer | "reset" | Promise<Answer | "reset">;

/** A signed token before it is encrypted. */
export interface Draft {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  jws: string;
  /** An object is written as JSON; a text, or octets, as they stand. */
  sign(header: object | string | Uint8Array, claims: object | string | Uint8Array): Promise<string>;
}

/** Faults to commit on purpose. All but `clientAssertions` are read at each request: set and delete members while the stand-in runs. */
export interface Wrongs {
  /** A person comes back with the level that was reached, even below the demand. */
  lowLevels?: boolean;
  /** Clients may be registered for `private_key_jwt`. */
  clientAssertions?: boolean;
  idToken?: (draft: Draft) => string | Promise<string>;
  userinfoToken?: (draft: Draft) => string | Promise<string>;
  envelope?: (token: {
    use: "idtoken" | "userinfo";
    jws: string;
    header: Record<string, unknown>;
    encrypt(text: string, header: object): Promise<string>;
  }) => string | Promise<string>;
  callback?: (url: URL) => URL | string;
  answer?: Partial<Record<"discovery" | "jwks" | "token" | "userinfo" | "revocation" | "end_session", AnswerWrong>>;
}

/** What happened at the stand-in: names, never values. */
export interface LogEntry {
  method: string | undefined;
  route: string | undefined;
  parameters: string[];
  status: number | undefined;
  error?: string;
  detail?: string;
}

/** A test person. */
export interface StandinPerson {
  readonly id: string;
  readonly label: string;
  readonly trait: string;
  readonly level: string;
  readonly amr: readonly string[];
  readonly claims: Readonly<Record<string, unknown>>;
  /** What every service calls an agent of ProConnect's. FranceConnect's `sub` is `subjectOf`. */
  readonly sub?: string;
}

/** A stand-in that runs. */
export interface Standin {
  readonly issuer: string;
  readonly origin: string;
  readonly port: number;
  readonly log: LogEntry[];
  readonly persons: readonly StandinPerson[];
  /** Moves the clock: all that it keeps (logins, codes, grants, sessions) is so many seconds older from now on. */
  elapse(seconds: number): void;
  /** Signs with a new key from now on; gives its `kid`. `retire` takes the one before out at once; `replace` gives the new one its `kid` too. */
  rotateSigningKey(options?: { retire?: boolean; replace?: boolean }): string;
  close(): Promise<void>;
}

export interface StandinOptions {
  /** Default: `franceconnect-plus`. */
  plays?: Federation;
  /** 0, the default, takes a free one. */
  port?: number;
  host?: "localhost" | "127.0.0.1" | "[::1]";
  clients: ClientRegistration[];
  /** Addresses by FranceConnect+'s own rules: redirect URIs are https, and they and `jwks_uri` on hosts with a dot. Default: `false`. */
  strict?: boolean;
  /** Private signing JWKs, instead of fresh ones. */
  keys?: object[];
  wrongs?: Wrongs;
}

export function startStandin(options: StandinOptions): Promise<Standin>;

/** A person's id, or the id of a dead end (the README lists both); or one of these. */
export type Choice = "cancel" | "continue" | "failed-attempt" | (string & {});

/** A browser in miniature, for tests without one: it stops at the client's door and gives the address that it would open there. */
export interface StandinBrowser {
  /** From the authorization request to the callback. A dead end's link back is followed. */
  signIn(authorizeUrl: URL | string, ...choices: Choice[]): Promise<URL>;
  /** `undefined` where the person stays at the provider. */
  signOut(endSessionUrl: URL | string): Promise<URL | undefined>;
  /** One request, redirects not followed; with a form, a POST. */
  open(url: URL | string, form?: URLSearchParams): Promise<Response>;
}

export function createBrowser(): StandinBrowser;

/** One sign-in in a browser of its own. */
export function signIn(authorizeUrl: URL | string, ...choices: Choice[]): Promise<URL>;

/** One sign-out in a browser without a session at the stand-in. */
export function signOut(endSessionUrl: URL | string): Promise<URL | undefined>;

/** The stand-in answered with a page that leads nowhere. */
export class StandinRefusal extends Error {
  readonly status: number;
  readonly code: string;
}

/** The `sub` that a client gets of a person; `entity` is the client's, or its own id. */
export function subjectOf(entity: string, personId: string): string;

/** The identity providers that `idp_hint` may name. They are invented. */
export const IDP_HINTS: readonly string[];
