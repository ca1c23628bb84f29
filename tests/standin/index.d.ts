// The stand-in's types, for tests in TypeScript.
// They mirror index.mjs, browse.mjs and wrongs.mjs, which say more; nothing here runs.

/** A client's registration: the metadata of OpenID Connect that a service chooses. What FranceConnect+ imposes is added. */
export interface ClientRegistration {
  client_id: string;
  client_secret?: string;
  redirect_uris: string[];
  post_logout_redirect_uris?: string[];
  jwks_uri?: string;
  jwks?: { keys: object[] };
  id_token_encrypted_response_alg: "ECDH-ES" | "RSA-OAEP" | "RSA-OAEP-256";
  userinfo_encrypted_response_alg: "ECDH-ES" | "RSA-OAEP" | "RSA-OAEP-256";
  token_endpoint_auth_method?: "client_secret_post" | "private_key_jwt";
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

/** Faults to commit on purpose. They are read at each request: set and delete members while the stand-in runs. */
export interface Wrongs {
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
}

/** A stand-in that runs. */
export interface Standin {
  readonly issuer: string;
  readonly origin: string;
  readonly port: number;
  readonly log: LogEntry[];
  readonly persons: readonly StandinPerson[];
  /** Signs with a new key from now on; gives its `kid`. `retire` takes the one before out at once. */
  rotateSigningKey(options?: { retire?: boolean }): string;
  close(): Promise<void>;
}

export interface StandinOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  host?: "localhost" | "127.0.0.1" | "[::1]";
  clients: ClientRegistration[];
  /** Private signing JWKs, instead of fresh ones. */
  keys?: object[];
  wrongs?: Wrongs;
}

export function startStandin(options: StandinOptions): Promise<Standin>;

/** A browser in miniature, for tests without one: it stops at the client's door and gives the address that it would open there. */
export interface StandinBrowser {
  /** From the authorization request to the callback; `choice` is a person's id, or `"cancel"`. */
  signIn(authorizeUrl: URL | string, choice: string): Promise<URL>;
  signOut(endSessionUrl: URL | string): Promise<URL>;
  open(url: URL | string): Promise<Response>;
}

export function createBrowser(): StandinBrowser;

/** One sign-in in a browser of its own. */
export function signIn(authorizeUrl: URL | string, choice: string): Promise<URL>;

/** One sign-out in a browser without a session at the stand-in. */
export function signOut(endSessionUrl: URL | string): Promise<URL>;

/** The stand-in answered with a page that leads nowhere. */
export class StandinRefusal extends Error {
  readonly status: number;
  readonly code: string;
}

/** The `sub` that a client gets of a person. */
export function subjectOf(clientId: string, personId: string): string;
